/* A partner in the table "who sees what". What it says is made in words; it keeps no partner, only whose row it is. */

#include "ui-cert-partner-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "words-holding.h"
#include "words-store.h"

#define AVATAR 30

typedef enum
{
  CELL_NAME,
  CELL_SHOWN,
  CELL_TRUSTED,
  CELL_PINNED,
  N_CELLS,
} Cell;

struct _WaybillUiCertPartnerRow
{
  GtkBox parent_instance;

  GtkWidget *avatar;
  GtkWidget *cells;
  GtkWidget *labels[N_CELLS];
  char *uuid;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertPartnerRow, waybill_ui_cert_partner_row, GTK_TYPE_BOX)

/**
 * waybill_ui_cert_partner_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
waybill_ui_cert_partner_row_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_CERT_PARTNER_ROW, NULL);
}

/* GTK names the row of a list after all that stands in it; this says it in sentences. */
static void
name_row (WaybillUiCertPartnerRow *self, const char *partner, const char *identity, const char *trust)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = *trust == '\0' ? g_strdup_printf ("%s, %s", partner, identity)
                                         : g_strdup_printf ("%s, %s, %s", partner, identity, trust);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_cell (WaybillUiCertPartnerRow *self, Cell cell, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->labels[cell]), text != NULL ? text : "");
  gtk_widget_set_visible (self->labels[cell], text != NULL && *text != '\0');
}

/* Under heads the words alone; without them sentences. */
static void
show_cells (WaybillUiCertPartnerRow *self, WaybillPartner *partner, WaybillCertStore *store, gboolean narrow)
{
  g_autofree char *identity = waybill_words_store_identity_of (partner, store);
  g_autofree char *trust = waybill_words_store_trust_of (partner, store);
  g_autofree char *shown = waybill_words_holding_shown (partner, store);
  g_autofree char *trusted = waybill_words_holding_trusted (partner, store);
  g_autofree char *pinned = waybill_words_holding_pinned (partner, store);

  show_cell (self, CELL_NAME, waybill_partner_get_name (partner));
  show_cell (self, CELL_SHOWN, narrow ? identity : shown);
  show_cell (self, CELL_TRUSTED, narrow ? trust : trusted);
  show_cell (self, CELL_PINNED, narrow ? NULL : pinned);
  name_row (self, waybill_partner_get_name (partner), identity, trust);
}

/**
 * waybill_ui_cert_partner_row_show:
 * @self: a row
 * @partner: whose it is from now on
 * @store: the certificate store, for labels
 * @narrow: whether everything stands below each other
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_partner_row_show (WaybillUiCertPartnerRow *self,
                                  WaybillPartner *partner,
                                  WaybillCertStore *store,
                                  gboolean narrow)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_PARTNER_ROW (self));

  g_free (self->uuid);
  self->uuid = g_strdup (waybill_partner_get_uuid (partner));
  adw_avatar_set_text (ADW_AVATAR (self->avatar), waybill_partner_get_name (partner));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cells),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (GTK_BOX (self->cells), !narrow);
  gtk_box_set_spacing (GTK_BOX (self->cells), narrow ? 2 : 12);
  show_cells (self, partner, store, narrow);
}

/**
 * waybill_ui_cert_partner_row_get_uuid:
 * @self: a row
 *
 * Returns: (nullable): whose it is
 */
const char *
waybill_ui_cert_partner_row_get_uuid (WaybillUiCertPartnerRow *self)
{
  return self->uuid;
}

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "hexpand", TRUE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
set_margins (GtkWidget *box, int vertical)
{
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 14);
  gtk_widget_set_margin_top (box, vertical);
  gtk_widget_set_margin_bottom (box, vertical);
}

static GtkWidget *
arrow_new (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}

/**
 * waybill_ui_cert_partner_row_new_head:
 *
 * Returns: (transfer floating): the heads of the columns
 */
GtkWidget *
waybill_ui_cert_partner_row_new_head (void)
{
  const char *const texts[N_CELLS] = {
    [CELL_NAME] = _ ("Partner"),
    [CELL_SHOWN] = _ ("Your certificate"),
    [CELL_TRUSTED] = _ ("Authorities you trust"),
    [CELL_PINNED] = _ ("Pinned"),
  };
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cells = g_object_new (GTK_TYPE_BOX, "spacing", 12, "homogeneous", TRUE, "hexpand", TRUE, NULL);
  GtkWidget *arrow = arrow_new ();

  set_margins (head, 6);
  for (guint i = 0; i < N_CELLS; i++)
    gtk_box_append (GTK_BOX (cells), label_new (texts[i], "caption-heading"));
  /* As wide as what stands before and behind the columns of a row. */
  gtk_widget_set_margin_start (cells, AVATAR + 12);
  gtk_widget_set_opacity (arrow, 0);
  gtk_box_append (GTK_BOX (head), cells);
  gtk_box_append (GTK_BOX (head), arrow);
  return head;
}

static void
waybill_ui_cert_partner_row_finalize (GObject *object)
{
  g_free (WAYBILL_UI_CERT_PARTNER_ROW (object)->uuid);
  G_OBJECT_CLASS (waybill_ui_cert_partner_row_parent_class)->finalize (object);
}

static void
waybill_ui_cert_partner_row_class_init (WaybillUiCertPartnerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_partner_row_finalize;
}

static void
waybill_ui_cert_partner_row_init (WaybillUiCertPartnerRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  set_margins (GTK_WIDGET (self), 10);
  self->avatar = g_object_new (ADW_TYPE_AVATAR, "size", AVATAR, "show-initials", TRUE, "accessible-role",
                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_START);
  self->cells = g_object_new (GTK_TYPE_BOX, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
  for (guint i = 0; i < N_CELLS; i++)
    {
      self->labels[i] = label_new (NULL, i == CELL_NAME ? "heading" : NULL);
      gtk_widget_set_valign (self->labels[i], GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (self->cells), self->labels[i]);
    }
  gtk_box_append (GTK_BOX (self), self->avatar);
  gtk_box_append (GTK_BOX (self), self->cells);
  gtk_box_append (GTK_BOX (self), arrow_new ());
}
