/* The pages of the certificate store's window: its views, the passwords that are kept, and what stands over it. */
#include "pages.h"

#include "ui-cert-password.h"
#include "ui-cert-window-private.h"

static GtkWindow *
open_certificates (PagesSample *sample, WaybillUiCertView view, const char *fingerprint)
{
  WaybillUiCertWindow *window = waybill_ui_cert_window_new (sample->context, GTK_APPLICATION (sample->application));

  pages_present (sample, GTK_WINDOW (window));
  waybill_ui_cert_window_select_path (window, view);
  if (fingerprint != NULL)
    waybill_ui_cert_window_show (window, fingerprint);
  return GTK_WINDOW (window);
}

GtkWindow *
page_certificates_authorities (PagesSample *sample)
{
  return open_certificates (sample, WAYBILL_UI_CERT_VIEW_AUTHORITIES,
                            pages_sample_get_fingerprint (sample, PAGES_CERT_NORRLAND_ROOT));
}

GtkWindow *
page_certificates_identities (PagesSample *sample)
{
  return open_certificates (sample, WAYBILL_UI_CERT_VIEW_IDENTITIES,
                            pages_sample_get_fingerprint (sample, PAGES_CERT_HARBOUR_OLD_CLIENT));
}

GtkWindow *
page_certificates_partners (PagesSample *sample)
{
  return open_certificates (sample, WAYBILL_UI_CERT_VIEW_PARTNERS, NULL);
}

GtkWindow *
page_certificates_empty (PagesSample *sample)
{
  return open_certificates (sample, WAYBILL_UI_CERT_VIEW_AUTHORITIES, NULL);
}

static void
keep (PagesSample *sample)
{
  static const char *const partners[] = { "Baltic Timber", "Harbour Foods", "Norrland Parts" };

  for (gsize i = 0; i < G_N_ELEMENTS (partners); i++)
    pages_machine_keep (WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                        waybill_partner_get_uuid (pages_sample_find (sample, partners[i])));
  pages_machine_keep (WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PROXY_PASSWORD,
                      waybill_partner_get_uuid (pages_sample_find (sample, "Norrland Parts")));
  pages_machine_keep (WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                      pages_sample_get_fingerprint (sample, PAGES_CERT_HARBOUR_OLD_CLIENT));
  pages_machine_keep (WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                      pages_sample_get_fingerprint (sample, PAGES_CERT_NORRLAND_CLIENT));
}

GtkWindow *
page_certificates_passwords (PagesSample *sample)
{
  GtkWindow *window;

  keep (sample);
  window = open_certificates (sample, WAYBILL_UI_CERT_VIEW_PASSWORDS, NULL);
  pages_settle (100);
  return window;
}

GtkWindow *
page_certificates_no_keyring (PagesSample *sample)
{
  GtkWindow *window;

  pages_machine_set (WAYBILL_SECRET_KEYRING_ABSENT, TRUE);
  waybill_ui_context_probe_keyring (sample->context);
  window = open_certificates (sample, WAYBILL_UI_CERT_VIEW_PASSWORDS, NULL);
  pages_settle (100);
  return window;
}

GtkWindow *
page_certificates_password (PagesSample *sample)
{
  const WaybillSecretKept kept = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                                   (char *) pages_sample_get_fingerprint (sample, PAGES_CERT_HARBOUR_OLD_CLIENT), TRUE };
  GtkWindow *parent = open_certificates (sample, WAYBILL_UI_CERT_VIEW_PASSWORDS, NULL);
  g_autoptr (WaybillUiCertKept) item = waybill_ui_cert_kept_new (sample->context, &kept);
  GtkWindow *window = GTK_WINDOW (waybill_ui_cert_password_new (sample->context, parent, item));

  pages_present (sample, window);
  return window;
}

GtkWindow *
page_certificates_cards (PagesSample *sample)
{
  return open_certificates (sample, WAYBILL_UI_CERT_VIEW_CARDS, NULL);
}
