/* The list of pages and its foot, made of the same readiness as the sidebar and the start page. */

#include "ui-partner-list-private.h"

#include <glib/gi18n.h>

#include "ui-state.h"
#include "words-readiness.h"

struct _WaybillUiPartnerList
{
  GtkBox parent_instance;

  WaybillUiPartnerDraft *draft;
  gboolean selecting;

  GtkListBox *list;
  GtkImage *foot_image;
  GtkLabel *foot_label;
  struct
  {
    GtkListBoxRow *row;
    GtkLabel *what;
    GtkImage *state;
  } pages[WAYBILL_PARTNER_N_PAGES];
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerList, waybill_ui_partner_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const icons[WAYBILL_PARTNER_N_PAGES] = {
  [WAYBILL_PARTNER_PAGE_CONNECTION] = "network-server-symbolic",
  [WAYBILL_PARTNER_PAGE_LOGIN] = "avatar-default-symbolic",
  [WAYBILL_PARTNER_PAGE_CERTIFICATE] = "dialog-password-symbolic",
  [WAYBILL_PARTNER_PAGE_TRUST] = "security-high-symbolic",
  [WAYBILL_PARTNER_PAGE_FOLDERS] = "folder-symbolic",
};

static const WaybillUiState states[] = {
  [WAYBILL_PARTNER_READY] = WAYBILL_UI_STATE_READY,
  [WAYBILL_PARTNER_READY_ALMOST] = WAYBILL_UI_STATE_WARNING,
  [WAYBILL_PARTNER_READY_NEVER] = WAYBILL_UI_STATE_QUESTION,
  [WAYBILL_PARTNER_READY_NOT] = WAYBILL_UI_STATE_FAILED,
};

/* A tick beside "None" would praise what nobody did. */
static gboolean
is_unset (WaybillPartner *partner, WaybillPartnerPage page)
{
  gboolean clear = waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_FTP;

  switch (page)
    {
    case WAYBILL_PARTNER_PAGE_LOGIN:
      return waybill_partner_get_user (partner) == NULL;
    case WAYBILL_PARTNER_PAGE_CERTIFICATE:
      return clear || waybill_partner_get_identity (partner) == NULL;
    case WAYBILL_PARTNER_PAGE_TRUST:
      return clear;
    case WAYBILL_PARTNER_PAGE_FOLDERS:
      return waybill_partner_get_local_dir (partner) == NULL && waybill_partner_get_remote_dir (partner) == NULL;
    default:
      return FALSE;
    }
}

static WaybillUiState
find_state (WaybillUiPartnerList *self, const WaybillPartnerReadiness *readiness, WaybillPartnerPage page)
{
  WaybillPartnerConcern concern = readiness->pages[page];

  if (waybill_ui_partner_draft_page_is_blocked (self->draft, page))
    return WAYBILL_UI_STATE_FAILED;
  if (concern == WAYBILL_PARTNER_CONCERN_NONE && is_unset (waybill_ui_partner_draft_get_partner (self->draft), page))
    return WAYBILL_UI_STATE_NONE;
  return states[waybill_partner_concern_get_ready (concern)];
}

static void
show_page (WaybillUiPartnerList *self, const WaybillPartnerReadiness *readiness, WaybillPartnerPage page)
{
  WaybillPartner *partner = waybill_ui_partner_draft_get_partner (self->draft);
  WaybillCertStore *store = waybill_ui_context_get_certificates (waybill_ui_partner_draft_get_context (self->draft));
  g_autofree char *what = waybill_words_readiness_page (partner, store, readiness, page);
  const char *password = waybill_ui_partner_draft_get_password_words (self->draft);
  const char *bad_port = waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_PORT);
  g_autofree char *name = NULL;

  if (page == WAYBILL_PARTNER_PAGE_CONNECTION && bad_port != NULL)
    {
      /* The draft still holds the last one that could be, which may be half of what is typed. */
      g_free (what);
      what = g_strdup (bad_port);
    }
  if (page == WAYBILL_PARTNER_PAGE_LOGIN && password != NULL)
    {
      g_autofree char *user = g_steal_pointer (&what);

      /* Translators: a user name, then where the password is. */
      what = g_strdup_printf (_ ("%s, %s"), user, password);
    }
  gtk_label_set_text (self->pages[page].what, what);
  waybill_ui_state_show (self->pages[page].state, find_state (self, readiness, page), what);
  name = g_strdup_printf ("%s, %s", waybill_words_readiness_title (page), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pages[page].row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (WaybillUiPartnerList *self)
{
  const char *blocker = waybill_ui_partner_draft_get_blocker (self->draft, NULL);
  WaybillPartnerReadiness readiness;
  g_autofree char *sentence = NULL;

  waybill_ui_partner_draft_judge (self->draft, &readiness);
  for (guint page = 0; page < WAYBILL_PARTNER_N_PAGES; page++)
    show_page (self, &readiness, page);
  sentence = waybill_words_readiness_sentence (&readiness);
  waybill_ui_state_show (self->foot_image, blocker != NULL ? WAYBILL_UI_STATE_FAILED : states[readiness.ready], NULL);
  gtk_label_set_text (self->foot_label, blocker != NULL ? blocker : sentence);
}

/**
 * waybill_ui_partner_list_get_foot:
 * @self: the list
 *
 * Returns: what stands at its foot
 */
const char *
waybill_ui_partner_list_get_foot (WaybillUiPartnerList *self)
{
  return gtk_label_get_text (self->foot_label);
}

/**
 * waybill_ui_partner_list_set_draft:
 * @self: the list
 * @draft: what it shows from now on; once
 */
void
waybill_ui_partner_list_set_draft (WaybillUiPartnerList *self, WaybillUiPartnerDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * waybill_ui_partner_list_select:
 * @self: the list
 * @page: the page that is shown
 */
void
waybill_ui_partner_list_select (WaybillUiPartnerList *self, WaybillPartnerPage page)
{
  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, self->pages[page].row);
  self->selecting = FALSE;
}

static void
row_selected (WaybillUiPartnerList *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->selecting)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, gtk_list_box_row_get_index (row));
}

static void
row_activated (WaybillUiPartnerList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, gtk_list_box_row_get_index (row));
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static GtkWidget *
new_icon (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
add_page (WaybillUiPartnerList *self, WaybillPartnerPage page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *tooltip = g_strdup_printf ("%s (Alt+%u)", waybill_words_readiness_title (page), (guint) page + 1);

  self->pages[page].row = GTK_LIST_BOX_ROW (row);
  self->pages[page].what = GTK_LABEL (new_label (NULL, "caption"));
  self->pages[page].state = GTK_IMAGE (new_icon (NULL));
  gtk_box_append (GTK_BOX (words), new_label (waybill_words_readiness_title (page), NULL));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->pages[page].what));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), new_icon (icons[page]));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages[page].state));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_list_box_append (self->list, row);
}

/* One stop on the way: the arrow keys choose a page, Tab goes on. A list box would go, and choose, row by row. */
static gboolean
waybill_ui_partner_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  WaybillUiPartnerList *self = WAYBILL_UI_PARTNER_LIST (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    {
      if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
        return FALSE;
      if (row != NULL)
        return gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  return GTK_WIDGET_CLASS (waybill_ui_partner_list_parent_class)->focus (widget, direction);
}

static void
waybill_ui_partner_list_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_LIST (object)->draft);

  G_OBJECT_CLASS (waybill_ui_partner_list_parent_class)->dispose (object);
}

static void
waybill_ui_partner_list_class_init (WaybillUiPartnerListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_list_dispose;
  widget_class->focus = waybill_ui_partner_list_focus;

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", WAYBILL_TYPE_UI_PARTNER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", WAYBILL_TYPE_UI_PARTNER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerList, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerList, foot_image);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerList, foot_label);
}

static void
waybill_ui_partner_list_init (WaybillUiPartnerList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint page = 0; page < WAYBILL_PARTNER_N_PAGES; page++)
    add_page (self, page);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self, G_CONNECT_SWAPPED);
}
