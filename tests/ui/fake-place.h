/* A place for tests and benchmarks: folders that somebody puts into it, an error, or an answer that waits until it is let go. It changes
 * what it holds as it is told and remembers what that was. */
#pragma once

#include "ui-browser-place.h"

G_BEGIN_DECLS

#define TYPE_FAKE_PLACE (fake_place_get_type ())
typedef struct _FakePlace FakePlace;
GType       fake_place_get_type   (void);
#define FAKE_PLACE(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), TYPE_FAKE_PLACE, FakePlace))
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakePlace, g_object_unref)

FakePlace  *fake_place_new        (gboolean                remote);
/* size -1: a folder, which is empty until something is put into it. */
void        fake_place_add        (FakePlace              *self,
                                   const char             *folder,
                                   const char             *name,
                                   gint64                  size,
                                   gint64                  mtime);
void        fake_place_add_line   (FakePlace              *self,
                                   const char             *folder,
                                   const char             *line);
void        fake_place_remove     (FakePlace              *self,
                                   const char             *folder,
                                   const char             *name);
/* n files, and a folder for every hundred of them. */
void        fake_place_fill       (FakePlace              *self,
                                   const char             *folder,
                                   guint                   n);
/* (transfer full) (nullable): what everything answers from now on. */
void        fake_place_set_error  (FakePlace              *self,
                                   GError                 *error);
/* Answers wait until they are let go, or are cancelled. */
void        fake_place_hold       (FakePlace              *self);
void        fake_place_let_go     (FakePlace              *self);
guint       fake_place_get_n_held (FakePlace              *self);
/* Called just before a listing is handed over. */
void        fake_place_on_answer  (FakePlace              *self,
                                   GSourceOnceFunc         func,
                                   gpointer                data);
/* "list /in\nremove /in/a\n" */
const char *fake_place_get_told   (FakePlace              *self);
void        fake_place_clear_told (FakePlace              *self);

G_END_DECLS
