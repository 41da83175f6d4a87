/* The pages of renewal: the start page, the certificate that waits for its day, and the day in the import assistant. */

#include "pages.h"

#include "ui-cert-import-private.h"
#include "ui-day-row.h"
#include "ui-partner-editor.h"

static void
show_start (GtkWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.start", NULL);
  pages_settle (100);
}

/* The new one of Harbour Foods lies in the store and waits. */
static void
plan_next (PagesSample *sample)
{
  WaybillPartner *partner = pages_sample_find (sample, "Harbour Foods");
  g_autoptr (GError) error = NULL;

  waybill_cert_store_add_identity (waybill_ui_context_get_certificates (sample->context),
                                   pages_sample_get_identity (sample, PAGES_CERT_HARBOUR_CLIENT),
                                   "Harbour Foods client 2028-11", NULL, FALSE, NULL, &error);
  waybill_partner_set_next (partner, pages_sample_get_fingerprint (sample, PAGES_CERT_HARBOUR_CLIENT), "2026-12-01", NULL);
  if (error != NULL || !waybill_partner_store_save (waybill_ui_context_get_partners (sample->context), partner, NULL))
    g_error ("nothing waits");
}

GtkWindow *
page_start (PagesSample *sample)
{
  GtkWindow *window;

  plan_next (sample);
  window = pages_open_main (sample, "Norrland Parts", FALSE);
  show_start (window);
  return window;
}

GtkWindow *
page_start_in_order (PagesSample *sample)
{
  WaybillPartnerStore *store = waybill_ui_context_get_partners (sample->context);
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (store);
  GtkWindow *window;

  for (guint i = 0; i < partners->len; i++)
    if (g_strcmp0 (waybill_partner_get_name (partners->pdata[i]), "Baltic Timber") != 0)
      waybill_partner_store_remove (store, partners->pdata[i], NULL);
  window = pages_open_main (sample, "Baltic Timber", FALSE);
  show_start (window);
  return window;
}

GtkWindow *
page_editor_next (PagesSample *sample)
{
  GtkWindow *parent, *editor;

  plan_next (sample);
  parent = pages_open_main (sample, "Harbour Foods", FALSE);
  editor = GTK_WINDOW (
      waybill_ui_partner_editor_new (sample->context, parent, pages_sample_find (sample, "Harbour Foods"), "certificate"));
  pages_present (sample, editor);
  return editor;
}

GtkWindow *
page_import_assign_day (PagesSample *sample)
{
  GtkWindow *window = page_import_assign (sample);
  WaybillUiCertImportAssign *page = WAYBILL_UI_CERT_IMPORT (window)->assign_page;

  waybill_ui_cert_import_assign_set_from (page, "2026-12-01");
  pages_settle (50);
  gtk_widget_grab_focus (pages_find_widget (GTK_WIDGET (page), WAYBILL_TYPE_UI_DAY_ROW, "from"));
  pages_settle (50);
  return window;
}
