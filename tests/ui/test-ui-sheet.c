/* The practice partner's sheet: what makes each of its steps done, and that a tick comes by itself. */

#include "practice-rig.h"
#include "ui-sheet-steps.h"
#include "ui-sheet.h"

#include <adwaita.h>

#define HOST "127.0.0.1"

static void
set_up (PracticeRig *rig, gconstpointer data)
{
  practice_rig_set_up (rig, "Practice Harbour");
}

static void
tear_down (PracticeRig *rig, gconstpointer data)
{
  practice_rig_tear_down (rig);
}

static gboolean
is_done (PracticeRig *rig, WaybillUiSheetStep step)
{
  return waybill_ui_sheet_step_is_done (step, rig->context, practice_rig_get_certificates (), HOST,
                                        waybill_practice_server_get_port (rig->server));
}

static void
test_steps (PracticeRig *rig, gconstpointer data)
{
  WaybillCertStore *store;
  g_autofree char *authority = NULL;

  /* The certificate alone is half of the letter. */
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_IMPORT));
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_SET_UP));
  practice_rig_trust_authority (rig);
  g_assert_true (is_done (rig, WAYBILL_UI_SHEET_STEP_IMPORT));
  g_assert_true (is_done (rig, WAYBILL_UI_SHEET_STEP_SET_UP));

  authority = g_strdup (waybill_partner_get_authorities (rig->partner)[0]);
  waybill_partner_remove_authority (rig->partner, authority);
  g_assert_true (is_done (rig, WAYBILL_UI_SHEET_STEP_IMPORT));
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_SET_UP));
  g_assert_true (waybill_partner_add_authority (rig->partner, authority, NULL));
  waybill_partner_set_host (rig->partner, "ftp.example", NULL);
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_SET_UP));
  waybill_partner_set_host (rig->partner, HOST, NULL);
  waybill_partner_set_port (rig->partner, 1);
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_SET_UP));
  waybill_partner_set_port (rig->partner, waybill_practice_server_get_port (rig->server));
  waybill_partner_set_identity (rig->partner, NULL, NULL);
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_SET_UP));

  store = waybill_ui_context_get_certificates (rig->context);
  g_assert_true (waybill_cert_store_remove (store, authority, NULL));
  g_assert_false (is_done (rig, WAYBILL_UI_SHEET_STEP_IMPORT));
}

static void
made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(WaybillUiRehearsal **) user_data = waybill_ui_rehearsal_start_finish (result, NULL);
}

static void
gone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = waybill_ui_rehearsal_end_finish (WAYBILL_UI_REHEARSAL (source), result);
}

static gboolean
is_tick (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_IMAGE (widget) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), "emblem-ok-symbolic") == 0;
}

static guint
count_ticks (WaybillUiSheet *sheet)
{
  guint n = 0;

  for (;; n++)
    {
      guint nth = n;

      if (find_nth (GTK_WIDGET (sheet), is_tick, NULL, &nth) == NULL)
        return n;
    }
}

/* Imported while the sheet stands there, then a file in the partner's folder. */
static void
test_ticks_come_by_themselves (PracticeRig *rig, gconstpointer data)
{
  WaybillUiRehearsal *rehearsal = NULL;
  GtkWindow *beside = GTK_WINDOW (gtk_window_new ());
  WaybillUiSheet *sheet;
  WaybillCertStore *store;
  WaybillPracticeCertificates *certificates;
  g_autofree char *path = NULL;
  gboolean is_gone = FALSE;

  waybill_ui_rehearsal_start_async (made, &rehearsal);
  WAIT_FOR (rehearsal != NULL);
  sheet = waybill_ui_sheet_new (beside, rehearsal);
  gtk_window_present (GTK_WINDOW (sheet));
  settle ();
  g_assert_cmpuint (count_ticks (sheet), ==, 0);

  store = waybill_ui_context_get_certificates (waybill_ui_rehearsal_get_context (rehearsal));
  certificates = waybill_ui_rehearsal_get_certificates (rehearsal);
  g_assert_nonnull (waybill_cert_store_add_identity (store, waybill_practice_certificates_get_client (certificates), NULL,
                                                     NULL, FALSE, NULL, NULL));
  g_assert_cmpuint (count_ticks (sheet), ==, 0);
  g_assert_nonnull (waybill_cert_store_add_authority (store, waybill_practice_certificates_get_authority (certificates),
                                                      NULL, FALSE, NULL, NULL));
  WAIT_FOR (count_ticks (sheet) == 1);

  path = g_build_filename (waybill_ui_rehearsal_get_disk (rehearsal), "incoming", "first-order.edi", NULL);
  g_assert_true (g_file_set_contents (path, "an order", -1, NULL));
  WAIT_FOR (count_ticks (sheet) == 2);

  gtk_window_destroy (GTK_WINDOW (sheet));
  gtk_window_destroy (beside);
  waybill_ui_rehearsal_end_async (rehearsal, gone, &is_gone);
  WAIT_FOR (is_gone);
  g_object_unref (rehearsal);
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/sheet/" name, PracticeRig, NULL, set_up, function, tear_down)
  ADD ("steps-leave-traces", test_steps);
  ADD ("ticks-come-by-themselves", test_ticks_come_by_themselves);
#undef ADD

  return practice_rig_run ();
}
