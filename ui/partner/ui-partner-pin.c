/* The question before a server's certificate is pinned: is the fingerprint the partner's? The page pins it, and Cancel of
 * the editor takes it back. */

#include "ui-partner-trust-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-name.h"
#include "ui-tall.h"
#include "words-cert.h"
#include "words-change.h"

/* What was looked at is what is pinned: the server may be asked again meanwhile, and show another one. */
static void
responded (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  GWeakRef *weak = g_object_get_data (G_OBJECT (dialog), "waybill-page");
  WaybillUiPartnerPinned pinned = (WaybillUiPartnerPinned) g_object_get_data (G_OBJECT (dialog), "waybill-pinned");
  g_autoptr (GObject) page = g_weak_ref_get (weak);

  if (g_strcmp0 (response, "pin") == 0 && page != NULL)
    pinned (page, g_object_get_data (G_OBJECT (dialog), "waybill-fingerprint"));
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
content_new (WaybillCertCertificate *leaf)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  g_auto (GStrv) card = waybill_words_change_card (leaf);
  /* Translators: a name in a certificate, its authority, how long it is good. */
  g_autofree char *said = g_strdup_printf (_ ("%s, issued by %s, good %s"), card[0], card[1], card[2]);
  g_autofree char *fingerprint = waybill_words_change_fingerprint (waybill_cert_certificate_get_fingerprint (leaf));
  g_autofree char *spoken = waybill_words_change_spoken (waybill_cert_certificate_get_fingerprint (leaf));
  GtkWidget *words = waybill_ui_box_new_words (fingerprint);
  GtkWidget *hint
      = label_new (_ ("Ask the partner for it by telephone, not by mail. It must be the same, character by character."));

  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (box), label_new (said));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), hint);
  return box;
}

/**
 * waybill_ui_partner_pin_ask:
 * @over: a widget of the window that the question stands over
 * @leaf: the server's certificate
 * @host: the partner's
 * @port: the partner's
 * @pinned: called with its fingerprint when it is to be pinned
 * @page: for @pinned; not held
 *
 * Main thread.
 */
void
waybill_ui_partner_pin_ask (GtkWidget *over,
                            WaybillCertCertificate *leaf,
                            const char *host,
                            guint port,
                            WaybillUiPartnerPinned pinned,
                            gpointer page)
{
  /* Translators: a host and its port. */
  g_autofree char *body = g_strdup_printf (_ ("It is then accepted from %s, port %u, whoever signed it."), host, port);
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  GtkRoot *root = gtk_widget_get_root (over);
  GtkWidget *tall;
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Pin this certificate?"), body);

  g_weak_ref_init (weak, page);
  g_object_set_data_full (G_OBJECT (dialog), "waybill-page", weak, weak_free);
  g_object_set_data (G_OBJECT (dialog), "waybill-pinned", (gpointer) pinned);
  g_object_set_data_full (G_OBJECT (dialog), "waybill-fingerprint",
                          g_strdup (waybill_cert_certificate_get_fingerprint (leaf)), g_free);
  tall = waybill_ui_tall_new (content_new (leaf));
  waybill_ui_name_widget (waybill_ui_tall_get_scrolled (WAYBILL_UI_TALL (tall)), _ ("Pin this certificate?"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), tall);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "pin", _ ("_Pin It"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "pin", ADW_RESPONSE_SUGGESTED);
  waybill_ui_name_buttons (dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
