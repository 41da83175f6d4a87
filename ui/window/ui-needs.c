/* Keyring, clock, network: what Waybill needs of this computer, looked at when the page is shown and when one of them
 * changes. It mends nothing itself but asks the keyring to open. */

#include "ui-needs.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-state.h"

struct _WaybillUiNeeds
{
  GtkBox parent_instance;

  WaybillUiContext *context;
  GNetworkMonitor *network;
  GCancellable *cancellable;
  GtkWidget *lines; /* lent: those that are met */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (WaybillUiNeeds, waybill_ui_needs, GTK_TYPE_BOX)

static void
judge_keyring (WaybillSecretKeyring keyring, WaybillUiNeedState *need)
{
  switch (keyring)
    {
    case WAYBILL_SECRET_KEYRING_OPEN:
      *need = (WaybillUiNeedState){ TRUE, _ ("Keyring is open"), NULL };
      break;
    case WAYBILL_SECRET_KEYRING_UNUSED:
      *need = (WaybillUiNeedState){ TRUE, _ ("Passwords stay in memory"), NULL };
      break;
    case WAYBILL_SECRET_KEYRING_LOCKED:
      *need = (WaybillUiNeedState){ FALSE, _ ("The keyring is locked: passwords cannot be kept"), _ ("_Unlock…") };
      break;
    case WAYBILL_SECRET_KEYRING_ABSENT:
    default:
      *need
          = (WaybillUiNeedState){ FALSE, _ ("No keyring is running: passwords are asked for each time"), _ ("_Look Again") };
    }
}

static void
judge_clock (WaybillBaseClockState clock, WaybillUiNeedState *need)
{
  switch (clock)
    {
    case WAYBILL_BASE_CLOCK_KEPT:
      *need = (WaybillUiNeedState){ TRUE, _ ("Clock is synchronised"), NULL };
      break;
    case WAYBILL_BASE_CLOCK_ALONE:
      *need = (WaybillUiNeedState){ FALSE, _ ("The clock may be wrong: no time server is known to keep it"), _ ("_Check…") };
      break;
    case WAYBILL_BASE_CLOCK_WRONG:
    default:
      *need = (WaybillUiNeedState){ FALSE, _ ("The clock is wrong: certificates will seem not valid yet"), _ ("_Check…") };
    }
}

/**
 * waybill_ui_needs_judge:
 * @keyring: the keyring
 * @clock: the clock
 * @network: whether a network leads out
 * @needs: (out caller-allocates) (array fixed-size=3): one for each need
 *
 * Says of each need whether it is met, in a sentence.
 */
void
waybill_ui_needs_judge (WaybillSecretKeyring keyring,
                        WaybillBaseClockState clock,
                        gboolean network,
                        WaybillUiNeedState needs[WAYBILL_UI_N_NEEDS])
{
  judge_keyring (keyring, &needs[WAYBILL_UI_NEED_KEYRING]);
  judge_clock (clock, &needs[WAYBILL_UI_NEED_CLOCK]);
  if (network)
    needs[WAYBILL_UI_NEED_NETWORK] = (WaybillUiNeedState){ TRUE, _ ("Network connected"), NULL };
  else
    needs[WAYBILL_UI_NEED_NETWORK]
        = (WaybillUiNeedState){ FALSE, _ ("No network; practising works without"), _ ("_Look Again") };
}

static void
show_needs (WaybillUiNeeds *self);

static void
keyring_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiNeeds) self = WAYBILL_UI_NEEDS (user_data);

  waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  if (self->context != NULL)
    waybill_ui_context_probe_keyring (self->context);
}

/* Forgetting makes a locked keyring ask its own question, each time (a lookup asks no more once it was dismissed); what is
 * forgotten does not exist. */
static void
unlock (WaybillUiNeeds *self)
{
  const WaybillSecretKey nobody
      = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "00000000-0000-0000-0000-000000000000", NULL };

  waybill_secret_vault_forget_async (waybill_ui_context_get_vault (self->context), &nobody, self->cancellable, keyring_asked,
                                     g_object_ref (self));
}

static void
button_clicked (GtkButton *button, WaybillUiNeeds *self)
{
  WaybillUiNeed need = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "need"));

  if (need == WAYBILL_UI_NEED_CLOCK)
    waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_CLOCK, NULL, NULL);
  else if (need == WAYBILL_UI_NEED_KEYRING
           && waybill_ui_context_get_keyring (self->context) == WAYBILL_SECRET_KEYRING_LOCKED)
    unlock (self);
  else
    {
      waybill_ui_context_probe_keyring (self->context);
      show_needs (self);
    }
}

static GtkWidget *
new_box (WaybillUiNeeds *self, WaybillUiNeed need, const WaybillUiNeedState *state)
{
  GtkWidget *box = waybill_ui_box_new (WAYBILL_UI_BOX_WARN, NULL, state->sentence);
  GtkWidget *button = gtk_button_new_with_mnemonic (state->button);

  g_object_set_data (G_OBJECT (button), "need", GINT_TO_POINTER (need));
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked), self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  waybill_ui_name_buttons (button);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
new_line (const WaybillUiNeedState *state)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (state->sentence);

  waybill_ui_state_show (GTK_IMAGE (image), WAYBILL_UI_STATE_READY, NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

static void
show_needs (WaybillUiNeeds *self)
{
  WaybillUiNeedState needs[WAYBILL_UI_N_NEEDS];
  GtkWidget *lines
      = gtk_box_new (self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, self->narrow ? 6 : 18);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);

  waybill_ui_needs_judge (waybill_ui_context_get_keyring (self->context), waybill_base_machine_get_clock (),
                          waybill_base_machine_has_network (), needs);
  gtk_widget_set_halign (lines, GTK_ALIGN_CENTER);
  for (guint i = 0; i < WAYBILL_UI_N_NEEDS; i++)
    if (needs[i].met)
      gtk_box_append (GTK_BOX (lines), new_line (&needs[i]));
    else
      gtk_box_append (GTK_BOX (self), new_box (self, i, &needs[i]));
  gtk_box_append (GTK_BOX (self), lines);
  self->lines = lines;
}

/**
 * waybill_ui_needs_set_narrow:
 * @self: the lines
 * @narrow: whether they stand below each other
 */
void
waybill_ui_needs_set_narrow (WaybillUiNeeds *self, gboolean narrow)
{
  self->narrow = narrow;
  if (self->lines == NULL)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lines),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->lines), narrow ? 6 : 18);
}

/**
 * waybill_ui_needs_set_context:
 * @self: the lines
 * @context: whose keyring
 *
 * Shows them, now and whenever something changes. Once. Main thread.
 */
void
waybill_ui_needs_set_context (WaybillUiNeeds *self, WaybillUiContext *context)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (context, "notify::keyring", G_CALLBACK (show_needs), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (show_needs), self, G_CONNECT_SWAPPED);
  show_needs (self);
}

static void
waybill_ui_needs_dispose (GObject *object)
{
  WaybillUiNeeds *self = WAYBILL_UI_NEEDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  g_clear_object (&self->network);

  G_OBJECT_CLASS (waybill_ui_needs_parent_class)->dispose (object);
}

static void
waybill_ui_needs_class_init (WaybillUiNeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_needs_dispose;
}

static void
waybill_ui_needs_init (WaybillUiNeeds *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
}
