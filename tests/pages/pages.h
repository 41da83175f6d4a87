/* The pages: one table of names, sizes and the functions that make them; hands to press and look with; and what is done with a page that
 * stands: pictures, texts. */
#pragma once

#include "pages-engine.h"
#include "pages-sample.h"

#include <adwaita.h>

#include "transfer-queue.h"

G_BEGIN_DECLS

#define PAGES_NARROW_WIDTH 360
#define PAGES_NARROW_HEIGHT 720
/* As small as a window must be able to become. */
#define PAGES_LEAST_HEIGHT 360

/* (transfer none): the window that the page is; those it stands over are there as well. */
typedef GtkWindow *(*PagesMake) (PagesSample *sample);

typedef enum
{
  PAGES_EMPTY       = 1 << 0, /* without partners and certificates */
  PAGES_ONLY_WIDE   = 1 << 1, /* no picture at 360 px: there is a page of its own for it */
  PAGES_ONLY_NARROW = 1 << 2,
  PAGES_PLANTED     = 1 << 3, /* a fault on purpose: not among those that are listed */
} PagesFlags;

typedef struct
{
  const char *name;
  int         width, height;
  PagesMake   make;
  guint       flags; /* PagesFlags */
} Page;

const Page *pages_find           (const char  *name);
/* NULL after the last. */
const Page *pages_get            (guint        index);
/* Makes the page and waits until it stands. */
GtkWindow  *pages_open           (PagesSample *sample,
                                  const Page  *page,
                                  gboolean     narrow);
void        pages_close          (PagesSample *sample);

/* Hands. */
void        pages_wait           (gboolean   (*condition) (gpointer data),
                                  gpointer     data,
                                  const char  *what);
/* Lets everything happen that is about to, for at least so long. */
void        pages_settle         (guint        milliseconds);
void        pages_present        (PagesSample *sample,
                                  GtkWindow   *window);
void        pages_take_frame_off (GtkWindow   *window);
GtkWidget  *pages_find_widget    (GtkWidget   *root,
                                  GType        type,
                                  const char  *field);
/* The newest window of that type. */
GtkWindow  *pages_wait_for_window (GType       type);
void        pages_press_key      (GtkWidget   *widget,
                                  const char  *accelerator);
/* The main window over the sample; uuid: (nullable) of the partner whose tab is in front. */
GtkWindow  *pages_open_main      (PagesSample *sample,
                                  const char  *partner,
                                  gboolean     connect);

/* Pictures and what can be read off a page. */
guint       pages_take_pictures  (PagesSample *sample,
                                  const Page  *page,
                                  const char  *folder);
void        pages_print_texts    (GtkWindow   *window);
void        pages_print_clipped  (GtkWindow   *window);
void        pages_print_unmade   (void);
/* For who looks at the accessible tree. */
void        pages_hide_unmapped  (GtkWindow   *window);

/* The queue, whose files never move. */
void        pages_queue_fill     (WaybillTransferQueue *queue);
void        pages_queue_break    (WaybillTransferQueue *queue, const GError *error);
WaybillTransferItem *pages_queue_new_asking (void);

/* pages-window.c */
/* The practice partner of the last page, if it had one, has ended. */
gboolean    pages_rehearsal_is_gone (gpointer     data);
GtkWindow  *page_first_start     (PagesSample *sample);
GtkWindow  *page_first_start_needs (PagesSample *sample);
GtkWindow  *page_main            (PagesSample *sample);
GtkWindow  *page_queue_narrow    (PagesSample *sample);
GtkWindow  *page_not_connected   (PagesSample *sample);
GtkWindow  *page_connecting      (PagesSample *sample);
GtkWindow  *page_failed_login    (PagesSample *sample);
GtkWindow  *page_failed_unreachable (PagesSample *sample);
GtkWindow  *page_failed_queue     (PagesSample *sample);
GtkWindow  *page_sidebar_search  (PagesSample *sample);
GtkWindow  *page_rehearsal       (PagesSample *sample);
GtkWindow  *page_sheet           (PagesSample *sample);
GtkWindow  *page_shortcuts       (PagesSample *sample);
GtkWindow  *page_trust_unknown   (PagesSample *sample);
GtkWindow  *page_trust_renewed   (PagesSample *sample);
GtkWindow  *page_clock           (PagesSample *sample);
GtkWindow  *page_clock_days      (PagesSample *sample);
GtkWindow  *page_clock_unknown   (PagesSample *sample);
GtkWindow  *page_trust_wrong     (PagesSample *sample);
GtkWindow  *page_password_question (PagesSample *sample);
GtkWindow  *page_pin_question    (PagesSample *sample);
GtkWindow  *page_delete_question (PagesSample *sample);
GtkWindow  *page_conflict        (PagesSample *sample);
GtkWindow  *page_connection      (PagesSample *sample);

/* pages-dialogs.c */
GtkWindow  *page_editor_connection (PagesSample *sample);
GtkWindow  *page_editor_network (PagesSample *sample);
GtkWindow  *page_editor_older (PagesSample *sample);
GtkWindow  *page_editor_names (PagesSample *sample);
GtkWindow  *page_editor_new      (PagesSample *sample);
GtkWindow  *page_editor_login    (PagesSample *sample);
GtkWindow  *page_editor_certificate (PagesSample *sample);
GtkWindow  *page_editor_certificate_empty (PagesSample *sample);
GtkWindow  *page_editor_trust_asked (PagesSample *sample);
GtkWindow  *page_editor_trust_refused (PagesSample *sample);
GtkWindow  *page_editor_trust_pin (PagesSample *sample);
GtkWindow  *page_editor_trust    (PagesSample *sample);
GtkWindow  *page_editor_folders  (PagesSample *sample);
GtkWindow  *page_editor_help     (PagesSample *sample);
GtkWindow  *page_import_empty    (PagesSample *sample);
GtkWindow  *page_import_files    (PagesSample *sample);
GtkWindow  *page_import_password (PagesSample *sample);
GtkWindow  *page_import_password_wrong (PagesSample *sample);
GtkWindow  *page_import_inside   (PagesSample *sample);
GtkWindow  *page_import_names    (PagesSample *sample);
GtkWindow  *page_import_assign   (PagesSample *sample);
GtkWindow  *page_import_done     (PagesSample *sample);
GtkWindow  *page_check_running   (PagesSample *sample);
GtkWindow  *page_check_good      (PagesSample *sample);
GtkWindow  *page_check_failed    (PagesSample *sample);

/* pages-store.c */
GtkWindow  *page_certificates_authorities (PagesSample *sample);
GtkWindow  *page_certificates_identities (PagesSample *sample);
GtkWindow  *page_certificates_partners (PagesSample *sample);
GtkWindow  *page_certificates_empty (PagesSample *sample);
GtkWindow  *page_certificates_cards (PagesSample *sample);
GtkWindow  *page_certificates_passwords (PagesSample *sample);
GtkWindow  *page_certificates_no_keyring (PagesSample *sample);
GtkWindow  *page_certificates_password (PagesSample *sample);

/* pages-renewal.c */
GtkWindow  *page_start           (PagesSample *sample);
GtkWindow  *page_start_in_order  (PagesSample *sample);
GtkWindow  *page_editor_next     (PagesSample *sample);
GtkWindow  *page_import_assign_day (PagesSample *sample);

/* pages-request.c */
GtkWindow  *page_request_have    (PagesSample *sample);
GtkWindow  *page_request_found   (PagesSample *sample);
GtkWindow  *page_request_none    (PagesSample *sample);
GtkWindow  *page_request_who     (PagesSample *sample);
GtkWindow  *page_request_who_more (PagesSample *sample);
GtkWindow  *page_request_send    (PagesSample *sample);
GtkWindow  *page_request_self_signed (PagesSample *sample);
GtkWindow  *page_certificates_waiting (PagesSample *sample);
GtkWindow  *page_import_answer   (PagesSample *sample);
GtkWindow  *page_import_stranger (PagesSample *sample);

/* pages-export.c */
GtkWindow  *page_export_what     (PagesSample *sample);
GtkWindow  *page_export_empty    (PagesSample *sample);
GtkWindow  *page_export_files    (PagesSample *sample);
GtkWindow  *page_export_authority (PagesSample *sample);
GtkWindow  *page_export_password (PagesSample *sample);
GtkWindow  *page_export_own      (PagesSample *sample);
GtkWindow  *page_export_made     (PagesSample *sample);
GtkWindow  *page_export_taken    (PagesSample *sample);
GtkWindow  *page_export_done     (PagesSample *sample);
GtkWindow  *page_export_guide    (PagesSample *sample);
GtkWindow  *page_upload_where    (PagesSample *sample);
GtkWindow  *page_upload_dcm      (PagesSample *sample);

/* pages-planted.c */
GtkWindow  *page_planted_unnamed (PagesSample *sample);
GtkWindow  *page_planted_class_name (PagesSample *sample);
GtkWindow  *page_planted_mnemonic (PagesSample *sample);
GtkWindow  *page_planted_twins   (PagesSample *sample);
GtkWindow  *page_planted_image   (PagesSample *sample);
GtkWindow  *page_planted_trap    (PagesSample *sample);
GtkWindow  *page_planted_order   (PagesSample *sample);
GtkWindow  *page_planted_unreachable (PagesSample *sample);
GtkWindow  *page_planted_text    (PagesSample *sample);
GtkWindow  *page_planted_wide    (PagesSample *sample);
GtkWindow  *page_planted_high    (PagesSample *sample);
GtkWindow  *page_planted_clipped (PagesSample *sample);

G_END_DECLS
