/* The lock in the header, and its popover. The words are those of the connection check, so that both say the same of one
 * session. */

#include "ui-lock-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui-box.h"

#include "words-check.h"

struct _WaybillUiLockButton
{
  GtkBox parent_instance;

  GtkMenuButton *button;
  AdwButtonContent *face;
  GtkPopover *popover;

  WaybillUiContext *context;
  WaybillRemoteFacts *facts;
};

G_DEFINE_FINAL_TYPE (WaybillUiLockButton, waybill_ui_lock_button, GTK_TYPE_BOX)

static const WaybillRemoteStep steps[] = {
  WAYBILL_REMOTE_STEP_HANDSHAKE,
  WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE,
  WAYBILL_REMOTE_STEP_OUR_CERTIFICATE,
  WAYBILL_REMOTE_STEP_DATA_CHANNEL,
};

static GtkWidget *
new_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 42);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_fact (GtkBox *box, const char *title, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (line), new_line (title, "caption-heading"));
  gtk_box_append (GTK_BOX (line), new_line (text, NULL));
  gtk_box_append (box, line);
}

/**
 * waybill_ui_lock_button_new_details:
 * @facts: of a session
 *
 * Returns: (transfer floating): how it is encrypted and who showed which certificate, in words
 */
GtkWidget *
waybill_ui_lock_button_new_details (const WaybillRemoteFacts *facts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  if (facts->tls_version == NULL)
    {
      add_fact (
          GTK_BOX (box), _ ("Not encrypted"),
          _ ("Everybody on the way can read the password and the files. Ask the partner whether there is another way."));
      return box;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *detail = waybill_words_check_detail (steps[i], facts, NULL);

      if (detail != NULL)
        add_fact (GTK_BOX (box), waybill_words_check_title (steps[i]), detail);
    }
  return box;
}

static void
view_certificates (WaybillUiLockButton *self)
{
  gtk_popover_popdown (self->popover);
  waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_CERTIFICATES,
                         self->facts == NULL ? NULL : self->facts->our_fingerprint, NULL);
}

static void
fill_popover (WaybillUiLockButton *self)
{
  GtkWidget *box = waybill_ui_lock_button_new_details (self->facts);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_View Certificates"));

  waybill_ui_name_buttons (button);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (view_certificates), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_popover_set_child (self->popover, box);
}

/* "TLS1.3", as GnuTLS says it, is "TLS 1.3" to people. */
static char *
dup_version (const char *version)
{
  return g_str_has_prefix (version, "TLS") && version[3] != ' ' ? g_strdup_printf ("TLS %s", version + 3)
                                                                : g_strdup (version);
}

/**
 * waybill_ui_lock_button_set_facts:
 * @self: the button
 * @facts: (nullable): of the session in front; %NULL: none is connected
 *
 * Shows them. Main thread.
 */
void
waybill_ui_lock_button_set_facts (WaybillUiLockButton *self, const WaybillRemoteFacts *facts)
{
  gboolean secure = facts != NULL && facts->tls_version != NULL;
  g_autofree char *version = secure ? dup_version (facts->tls_version) : g_strdup (_ ("Not encrypted"));
  g_autofree char *name = NULL;

  g_clear_pointer (&self->facts, waybill_remote_facts_free);
  gtk_widget_set_visible (GTK_WIDGET (self), facts != NULL);
  if (facts == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  self->facts = waybill_remote_facts_copy (facts);
  name = secure ? g_strdup_printf (_ ("Connection: %s, certificate accepted"), version)
                : g_strdup (_ ("Connection: not encrypted"));
  adw_button_content_set_icon_name (self->face, secure ? "channel-secure-symbolic" : "channel-insecure-symbolic");
  adw_button_content_set_label (self->face, version);
  /* Only the icon takes the colour: words in it would be too pale to read. */
  gtk_widget_remove_css_class (GTK_WIDGET (self->face), secure ? "wb-open" : "wb-lock");
  gtk_widget_add_css_class (GTK_WIDGET (self->face), secure ? "wb-lock" : "wb-open");
  waybill_ui_name_widget (GTK_WIDGET (self->button), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  fill_popover (self);
}

/**
 * waybill_ui_lock_button_set_context:
 * @self: the button
 * @context: whose certificates are viewed
 */
void
waybill_ui_lock_button_set_context (WaybillUiLockButton *self, WaybillUiContext *context)
{
  g_set_object (&self->context, context);
}

/* A popover that is open when its window goes is a critical in GTK 4.8. */
static void
waybill_ui_lock_button_unmap (GtkWidget *widget)
{
  gtk_popover_popdown (WAYBILL_UI_LOCK_BUTTON (widget)->popover);
  GTK_WIDGET_CLASS (waybill_ui_lock_button_parent_class)->unmap (widget);
}

static void
waybill_ui_lock_button_dispose (GObject *object)
{
  WaybillUiLockButton *self = WAYBILL_UI_LOCK_BUTTON (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->facts, waybill_remote_facts_free);

  G_OBJECT_CLASS (waybill_ui_lock_button_parent_class)->dispose (object);
}

static void
waybill_ui_lock_button_class_init (WaybillUiLockButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_lock_button_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = waybill_ui_lock_button_unmap;
}

static void
waybill_ui_lock_button_init (WaybillUiLockButton *self)
{
  self->face = ADW_BUTTON_CONTENT (adw_button_content_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "raised");
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->face));
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
