/* A place whose folders can be looked through: this computer or a partner. Asynchronous in GIO's manner, main thread. It shows nothing;
 * the two kinds are ui-browser-local and the session's ui-session-place. */
#pragma once

#include <gio/gio.h>

#include "remote-listing.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_PLACE (waybill_ui_browser_place_get_type ())
G_DECLARE_DERIVABLE_TYPE (WaybillUiBrowserPlace, waybill_ui_browser_place, WAYBILL, UI_BROWSER_PLACE, GObject)

struct _WaybillUiBrowserPlaceClass
{
  GObjectClass parent_class;

  gboolean is_remote;

  /* Both kinds list into the same value: names, types, sizes, times. */
  void                  (*list_async)         (WaybillUiBrowserPlace *self, const char *folder, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
  WaybillRemoteListing *(*list_finish)        (WaybillUiBrowserPlace *self, GAsyncResult *result, GError **error);
  void                  (*make_folder_async)  (WaybillUiBrowserPlace *self, const char *path, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
  void                  (*rename_async)       (WaybillUiBrowserPlace *self, const char *path, const char *new_path,
                                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  /* Local: into the trash, with what folders hold. Remote: for good; a folder only when it is empty. */
  void                  (*remove_async)       (WaybillUiBrowserPlace *self, const char *path, gboolean folder,
                                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean              (*change_finish)      (WaybillUiBrowserPlace *self, GAsyncResult *result, GError **error);

  /* May be missing, and may not know: where somebody stands who named no folder. */
  char                 *(*dup_home)           (WaybillUiBrowserPlace *self);

  /* May be missing: files and folders, by full path, into a folder of this computer that nobody else writes to; all of them, or an error. */
  void                  (*fetch_async)        (WaybillUiBrowserPlace *self, const char *const *paths, const char *folder,
                                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean              (*fetch_finish)       (WaybillUiBrowserPlace *self, GAsyncResult *result, GError **error);
};

gboolean              waybill_ui_browser_place_is_remote         (WaybillUiBrowserPlace *self);
/* (transfer full) (nullable). */
char                 *waybill_ui_browser_place_dup_home          (WaybillUiBrowserPlace *self);
/* folder: (nullable) NULL: home. */
void                  waybill_ui_browser_place_list_async        (WaybillUiBrowserPlace *self,
                                                                  const char            *folder,
                                                                  GCancellable          *cancellable,
                                                                  GAsyncReadyCallback    callback,
                                                                  gpointer               user_data);
WaybillRemoteListing *waybill_ui_browser_place_list_finish       (WaybillUiBrowserPlace *self,
                                                                  GAsyncResult          *result,
                                                                  GError               **error);
void                  waybill_ui_browser_place_make_folder_async (WaybillUiBrowserPlace *self,
                                                                  const char            *path,
                                                                  GCancellable          *cancellable,
                                                                  GAsyncReadyCallback    callback,
                                                                  gpointer               user_data);
void                  waybill_ui_browser_place_rename_async      (WaybillUiBrowserPlace *self,
                                                                  const char            *path,
                                                                  const char            *new_path,
                                                                  GCancellable          *cancellable,
                                                                  GAsyncReadyCallback    callback,
                                                                  gpointer               user_data);
void                  waybill_ui_browser_place_remove_async      (WaybillUiBrowserPlace *self,
                                                                  const char            *path,
                                                                  gboolean               folder,
                                                                  GCancellable          *cancellable,
                                                                  GAsyncReadyCallback    callback,
                                                                  gpointer               user_data);
gboolean              waybill_ui_browser_place_change_finish     (WaybillUiBrowserPlace *self,
                                                                  GAsyncResult          *result,
                                                                  GError               **error);
gboolean              waybill_ui_browser_place_can_fetch         (WaybillUiBrowserPlace *self);
void                  waybill_ui_browser_place_fetch_async       (WaybillUiBrowserPlace *self,
                                                                  const char * const    *paths,
                                                                  const char            *folder,
                                                                  GCancellable          *cancellable,
                                                                  GAsyncReadyCallback    callback,
                                                                  gpointer               user_data);
gboolean              waybill_ui_browser_place_fetch_finish      (WaybillUiBrowserPlace *self,
                                                                  GAsyncResult          *result,
                                                                  GError               **error);

G_END_DECLS
