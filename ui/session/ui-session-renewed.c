/* A server that shows another certificate than the last time, and is accepted all the same because an authority vouches for
 * it: nobody is asked, but it is said. */

#include "ui-session-private.h"

#include <glib/gi18n.h>

#include "ui-toast.h"

#include "partner-learnt.h"
#include "words-change.h"

/* Both are weak: a toast may outlive its tab. */
typedef struct
{
  GWeakRef context, window;
  char *uuid;
} Where;

static void
where_free (gpointer data)
{
  Where *self = data;

  g_weak_ref_clear (&self->context);
  g_weak_ref_clear (&self->window);
  g_free (self->uuid);
  g_free (self);
}

static void
view (gpointer data)
{
  Where *self = data;
  g_autoptr (WaybillUiContext) context = g_weak_ref_get (&self->context);
  g_autoptr (GtkWidget) window = g_weak_ref_get (&self->window);

  if (context != NULL && window != NULL)
    waybill_ui_context_go (context, window, WAYBILL_UI_PLACE_EDITOR, self->uuid, "trust");
}

/* waybill_ui_session_say_renewed:
 *
 * To be called before what the server shows now is kept as what it showed last. */
void
waybill_ui_session_say_renewed (WaybillUiSession *self)
{
  const WaybillRemoteFacts *facts = waybill_ui_session_link_get_facts (self->link);
  g_autoptr (WaybillPartnerHistory) history
      = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (self->context),
                                             waybill_partner_get_uuid (self->partner));
  g_autofree char *title
      = facts != NULL && facts->verdict != NULL
            ? waybill_words_change_renewed (facts->verdict, history->chain, waybill_partner_get_name (self->partner))
            : NULL;
  Where *where;

  if (title == NULL)
    return;
  where = g_new0 (Where, 1);
  g_weak_ref_init (&where->context, self->context);
  g_weak_ref_init (&where->window, gtk_widget_get_root (GTK_WIDGET (self)));
  where->uuid = g_strdup (waybill_partner_get_uuid (self->partner));
  waybill_ui_toast_offer (GTK_WIDGET (self), title, _ ("_View"), view, where, where_free);
}
