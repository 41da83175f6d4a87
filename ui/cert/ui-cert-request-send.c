/* What was made and what is to be done with it. */

#include "ui-cert-request-send.h"

#include "cert-export.h"
#include "ui-box.h"
#include "ui-cert-request-file.h"
#include "words-request.h"

#include <glib/gi18n.h>

struct _WaybillUiCertRequestSend
{
  WaybillUiAssistantPage parent_instance;

  WaybillUiCertRequestFile *file;
  WaybillUiBox *answer;
  WaybillUiBox *remark;
  AdwActionRow *where_row;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRequestSend, waybill_ui_cert_request_send, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static void
show_remark (WaybillUiCertRequestSend *self, const char *label, gboolean is_protected)
{
  g_autofree char *text = g_strdup_printf (_ ("There is no keyring for a password of its own, so the key of “%s” is kept "
                                              "unprotected, readable for you alone."),
                                           label);

  waybill_ui_box_set (self->remark, WAYBILL_UI_BOX_WARN, NULL, text);
  gtk_widget_set_visible (GTK_WIDGET (self->remark), !is_protected);
}

static void
show_where (WaybillUiCertRequestSend *self, const char *label, const char *where)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->where_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->where_row), label);
  adw_action_row_set_subtitle (self->where_row, where);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

/**
 * waybill_ui_cert_request_send_show_request:
 * @self: the page
 * @context: the stores
 * @waiting: the request
 * @partner: (nullable): the name of whom it is for
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_request_send_show_request (WaybillUiCertRequestSend *self,
                                           WaybillUiContext *context,
                                           const WaybillCertWaiting *waiting,
                                           const char *partner)
{
  g_autofree char *text
      = partner != NULL ? g_strdup_printf (_ ("Give this file to %s or to their authority. It holds no secret."), partner)
                        : g_strdup (_ ("Give this file to the partner or to their authority. It holds no secret."));
  g_autofree char *made = waybill_words_request_waiting (waiting);
  /* Translators: "Made today · RSA, 3072 bits". */
  g_autofree char *where = g_strdup_printf (_ ("%s · the key waits in the store under “Requests waiting”"), made);

  g_object_set (self, "title", _ ("Send it"), "text", text, "icon-name", NULL, NULL);
  waybill_ui_cert_request_file_set (self->file, context, waiting->label, waiting->subject, waiting->pem, TRUE);
  waybill_ui_box_set (self->answer, WAYBILL_UI_BOX_CALM, NULL,
                      _ ("When the answer comes, drop it on this window. Waybill finds the key it belongs to."));
  gtk_widget_set_visible (GTK_WIDGET (self->answer), TRUE);
  show_remark (self, waiting->label, waiting->is_protected);
  show_where (self, waiting->label, where);
}

/**
 * waybill_ui_cert_request_send_show_identity:
 * @self: the page
 * @context: the stores
 * @entry: the certificate that signed itself
 * @partner: (nullable): the name of whom it is assigned to
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_request_send_show_identity (WaybillUiCertRequestSend *self,
                                            WaybillUiContext *context,
                                            const WaybillCertEntry *entry,
                                            const char *partner)
{
  g_autofree char *text = partner != NULL ? g_strdup_printf (_ ("Give this file to %s. They have to let it in."), partner)
                                          : g_strdup (_ ("Give this file to the partner. They have to let it in."));
  g_autofree char *pem = waybill_cert_export_pem (entry->certificate);
  g_autofree char *fit = waybill_words_request_fit (entry->certificate);
  /* Translators: "Good for logging in, until 22 November 2027", then a partner's name. */
  g_autofree char *where = partner != NULL ? g_strdup_printf (_ ("%s · assigned to %s"), fit, partner)
                                           : g_strdup_printf (_ ("%s · kept in the store, not assigned yet"), fit);

  g_object_set (self, "title", _ ("Your certificate is ready"), "text", text, "icon-name", "emblem-ok-symbolic", NULL);
  waybill_ui_cert_request_file_set (self->file, context, entry->label,
                                    waybill_cert_certificate_get_subject (entry->certificate), pem, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), FALSE);
  show_remark (self, entry->label, entry->is_protected);
  show_where (self, entry->label, where);
}

static GtkWidget *
waybill_ui_cert_request_send_find_field (WaybillUiAssistantPage *page)
{
  waybill_ui_cert_request_file_focus (WAYBILL_UI_CERT_REQUEST_SEND (page)->file);
  return gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page)));
}

static void
waybill_ui_cert_request_send_class_init (WaybillUiCertRequestSendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_request_send_find_field;
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_REQUEST_FILE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-request-send.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestSend, file);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestSend, answer);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestSend, remark);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestSend, where_row);
}

static void
waybill_ui_cert_request_send_init (WaybillUiCertRequestSend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
