/* What the steps of the import assistant do: reading on a thread, going on and back past steps that have nothing to ask,
 * writing, undo. */

#include "ui-cert-import-private.h"

#include "ui-cert-import-read.h"
#include "ui-tell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-import.h"

#include <glib/gi18n.h>

/* What an undo needs: the import, the window if it is still there, and where it was offered. */
typedef struct
{
  GWeakRef window;
  GWeakRef from;
  WaybillUiCertImportWrite *write;
} Undo;

/**
 * waybill_ui_cert_import_is_busy:
 * @self: the assistant
 *
 * Returns: whether something is being read or written
 */
gboolean
waybill_ui_cert_import_is_busy (WaybillUiCertImport *self)
{
  return self->reading != NULL || self->writing != NULL;
}

/**
 * waybill_ui_cert_import_is_empty:
 * @self: the assistant
 *
 * Returns: whether no file was chosen
 */
gboolean
waybill_ui_cert_import_is_empty (WaybillUiCertImport *self)
{
  return self->sources->len == 0 && self->to_read->len == 0;
}

/* Reading */

static void
show_files (WaybillUiCertImport *self)
{
  g_autofree char *note
      = self->n_left_out > 0 ? waybill_words_import_left_out (self->n_left_out, WAYBILL_UI_CERT_IMPORT_MAX_FILES) : NULL;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->files_page));

  waybill_ui_cert_import_files_show (self->files_page, self->sources, note,
                                     self->plan != NULL && waybill_cert_plan_is_usable (self->plan), self->reading != NULL);
  waybill_ui_cert_import_show_waiting (self);
  waybill_ui_cert_import_update (self);
  /* The row that had it may be gone. */
  if (had_focus && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->files_page));
}

static void
passwords_tried (WaybillUiCertImport *self)
{
  self->opening = FALSE;
  if (waybill_ui_cert_import_get_step (self) != WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD)
    return;
  if (waybill_cert_plan_get_n_locked (self->plan) == 0)
    {
      waybill_ui_cert_import_password_forget (self->password_page);
      waybill_ui_cert_import_go_next (self);
      return;
    }
  waybill_ui_cert_import_password_show (self->password_page, self->plan);
  waybill_ui_cert_import_update (self);
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->password_page));
}

static void
read_done (GObject *owner, WaybillCertPlan *plan, guint n_left_out)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (owner);
  GPtrArray *sources = waybill_cert_plan_get_sources (plan);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->plan, waybill_cert_plan_unref);
  self->plan = waybill_cert_plan_ref (plan);
  self->n_left_out = n_left_out;
  g_ptr_array_set_size (self->to_read, 0);
  g_ptr_array_set_size (self->sources, 0);
  for (guint i = 0; i < sources->len; i++)
    g_ptr_array_add (self->sources, waybill_cert_source_ref (sources->pdata[i]));
  show_files (self);
  if (self->opening)
    passwords_tried (self);
}

static GPtrArray *
list_stored_authorities (WaybillUiCertImport *self)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (waybill_ui_context_get_certificates (self->context));
  GPtrArray *authorities = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    if (!((WaybillCertEntry *) entries->pdata[i])->is_identity)
      g_ptr_array_add (authorities, ((WaybillCertEntry *) entries->pdata[i])->certificate);
  return authorities;
}

/* The newest run has everything: one that is under way is left behind. */
static void
read_with (WaybillUiCertImport *self, gboolean with_passwords)
{
  g_autoptr (GPtrArray) stored = list_stored_authorities (self);
  g_autoptr (GPtrArray) passwords = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_secret_text_unref);
  g_auto (GStrv) waiting = waybill_ui_cert_import_dup_waiting (self);

  for (guint i = 0; i < self->sources->len; i++)
    {
      gboolean is_asked = with_passwords && waybill_cert_source_is_locked (self->sources->pdata[i]);

      g_ptr_array_add (passwords,
                       is_asked ? waybill_ui_cert_import_password_dup_password (self->password_page, self->sources->pdata[i])
                                : NULL);
    }
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->opening = with_passwords;
  self->reading
      = waybill_ui_cert_import_read (G_OBJECT (self), self->sources, passwords, self->to_read,
                                     WAYBILL_UI_CERT_IMPORT_MAX_FILES, stored, (const char *const *) waiting, read_done);
  show_files (self);
}

/**
 * waybill_ui_cert_import_start_read:
 * @self: the assistant
 *
 * Reads the files that were added and sorts all of them, on a thread. Main thread.
 */
void
waybill_ui_cert_import_start_read (WaybillUiCertImport *self)
{
  read_with (self, FALSE);
}

/**
 * waybill_ui_cert_import_remove_file:
 * @self: the assistant
 * @index: which row
 *
 * Takes a file out of the choice; the file itself stays where it is. Main thread.
 */
void
waybill_ui_cert_import_remove_file (WaybillUiCertImport *self, guint index)
{
  if (index >= self->sources->len || self->writing != NULL)
    return;
  g_ptr_array_remove_index (self->sources, index);
  waybill_ui_cert_import_start_read (self);
}

/* Labels */

static GPtrArray *
suggest_labels (WaybillUiCertImport *self)
{
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, waybill_ui_cert_import_get_wished (self));

  return waybill_cert_plan_suggest_labels (self->plan, waybill_ui_context_get_certificates (self->context),
                                           partner != NULL ? waybill_partner_get_name (partner) : NULL);
}

/* As they will be: typed, or those of the store. store: whether those that the store has are told too. */
static GPtrArray *
list_labels (WaybillUiCertImport *self, gboolean with_stored)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->plan);
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];
      const char *label = waybill_ui_cert_import_names_get_label (self->names_page, i);
      const WaybillCertEntry *stored
          = waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context),
                                                 waybill_cert_certificate_get_fingerprint (item->certificate));

      if (label == NULL && with_stored)
        label = stored != NULL ? stored->label : waybill_cert_certificate_get_name (item->certificate);
      g_ptr_array_add (labels, g_strdup (label));
    }
  return labels;
}

/* Going */

static void
prepare (WaybillUiCertImport *self, WaybillUiCertImportStep step)
{
  g_autoptr (GPtrArray) labels = NULL;

  switch (step)
    {
    case WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD:
      waybill_ui_cert_import_password_show (self->password_page, self->plan);
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_INSIDE:
      waybill_ui_cert_import_inside_show (self->inside_page, self->plan,
                                          waybill_ui_context_get_certificates (self->context));
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_NAMES:
      labels = suggest_labels (self);
      waybill_ui_cert_import_names_show (self->names_page, self->context, self->plan, labels);
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN:
      labels = list_labels (self, TRUE);
      waybill_ui_cert_import_assign_set_failure (self->assign_page, NULL);
      waybill_ui_cert_import_assign_show (self->assign_page, self->context, self->plan, labels,
                                          waybill_ui_cert_import_get_wished (self));
      break;
    default:
      break;
    }
}

/* Revocation lists have no name, and whom they concern is their authority's business. */
static gboolean
is_lists_alone (WaybillUiCertImport *self)
{
  return waybill_cert_plan_get_items (self->plan)->len == 0 && waybill_cert_plan_get_crls (self->plan)->len > 0
         && waybill_cert_plan_get_n_locked (self->plan) == 0;
}

static gboolean
has_names_to_ask (WaybillUiCertImport *self)
{
  g_autoptr (GPtrArray) labels = suggest_labels (self);

  for (guint i = 0; i < labels->len; i++)
    if (labels->pdata[i] != NULL)
      return TRUE;
  return FALSE;
}

/* Steps without a question are counted, but passed over. */
static gboolean
asks (WaybillUiCertImport *self, WaybillUiCertImportStep step)
{
  if (step == WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD)
    return waybill_cert_plan_get_n_locked (self->plan) > 0;
  if (step == WAYBILL_UI_CERT_IMPORT_STEP_NAMES)
    {
      gboolean has_any = has_names_to_ask (self);

      /* The page is asked for names later on, also when it is not shown. */
      if (!has_any)
        prepare (self, step);
      return has_any;
    }
  return TRUE;
}

static void
go (WaybillUiCertImport *self, int direction)
{
  int step = (int) waybill_ui_cert_import_get_step (self) + direction;

  while (step > WAYBILL_UI_CERT_IMPORT_STEP_FILES && step < WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN
         && !asks (self, (WaybillUiCertImportStep) step))
    step += direction;
  if (step < WAYBILL_UI_CERT_IMPORT_STEP_FILES || step > WAYBILL_UI_CERT_IMPORT_STEP_DONE)
    return;
  prepare (self, (WaybillUiCertImportStep) step);
  waybill_ui_cert_import_show_step (self, (WaybillUiCertImportStep) step);
}

/* Writing */

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_weak_ref_clear (&undo->window);
  g_weak_ref_clear (&undo->from);
  g_object_unref (undo->write);
  g_free (undo);
}

static void
undo_cb (gpointer data)
{
  Undo *undo = data;
  g_autoptr (WaybillUiCertImport) window = g_weak_ref_get (&undo->window);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&undo->from);
  g_autoptr (GError) error = NULL;

  if (waybill_ui_cert_import_write_is_undone (undo->write))
    return;
  if (!waybill_ui_cert_import_write_undo (undo->write, &error) && from != NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

      waybill_ui_tell (from, words);
    }
  if (window == NULL || waybill_ui_cert_import_get_step (window) != WAYBILL_UI_CERT_IMPORT_STEP_DONE
      || window->write != undo->write)
    return;
  g_clear_object (&window->write);
  prepare (window, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  waybill_ui_cert_import_show_step (window, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
}

static void
offer_undo (WaybillUiCertImport *self, GtkWidget *from)
{
  Undo *undo = g_new0 (Undo, 1);

  g_weak_ref_init (&undo->window, self);
  g_weak_ref_init (&undo->from, from);
  undo->write = g_object_ref (self->write);
  waybill_ui_toast_offer_undo (from, _ ("Certificates imported"), undo_cb, undo, undo_free);
}

/**
 * waybill_ui_cert_import_hand_on:
 * @self: the assistant, closing
 *
 * Lets the window below offer the undo. Main thread.
 */
void
waybill_ui_cert_import_hand_on (WaybillUiCertImport *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->write != NULL && !waybill_ui_cert_import_write_is_undone (self->write) && parent != NULL)
    offer_undo (self, GTK_WIDGET (parent));
  g_clear_object (&self->write);
}

static void
write_failed (WaybillUiCertImport *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_ui_cert_import_dup_failure (error);

  if (waybill_ui_cert_import_get_step (self) == WAYBILL_UI_CERT_IMPORT_STEP_FILES)
    {
      g_autofree char *text = waybill_words_to_text (words);

      waybill_ui_cert_import_files_show (self->files_page, self->sources, text, TRUE, FALSE);
      waybill_ui_cert_import_update (self);
      return;
    }
  waybill_ui_cert_import_assign_set_failure (self->assign_page, words);
  waybill_ui_cert_import_update (self);
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->assign_page));
}

static void
write_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCertImport) self = user_data;
  WaybillUiCertImportWrite *write = WAYBILL_UI_CERT_IMPORT_WRITE (source);
  g_autoptr (GError) error = NULL;
  gboolean is_done = waybill_ui_cert_import_write_run_finish (write, result, &error);
  WaybillPartner *partner = NULL;

  /* The window was closed meanwhile; a run that had ended before it could be cancelled is taken back as well. */
  if (self->writing == NULL)
    {
      if (is_done)
        waybill_ui_cert_import_write_undo (write, NULL);
      return;
    }
  g_clear_object (&self->writing);
  waybill_ui_cert_import_assign_set_busy (self->assign_page, FALSE);
  if (!is_done)
    {
      write_failed (self, error);
      return;
    }
  /* A list stays: there is nothing to take back. */
  if (!is_lists_alone (self))
    g_set_object (&self->write, write);
  if (waybill_ui_cert_import_write_get_partner (write) != NULL)
    partner = waybill_ui_context_find_partner (self->context, waybill_ui_cert_import_write_get_partner (write));
  waybill_ui_cert_import_done_show (self->done_page, write, partner != NULL ? waybill_partner_get_name (partner) : NULL);
  waybill_ui_cert_import_show_step (self, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  if (self->write != NULL)
    offer_undo (self, GTK_WIDGET (self));
}

static void
start_write (WaybillUiCertImport *self)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->plan);
  g_autoptr (GPtrArray) labels = list_labels (self, FALSE);
  g_autoptr (GPtrArray) older = g_ptr_array_new ();
  g_auto (GStrv) partners = waybill_ui_cert_import_assign_dup_partners (self->assign_page);
  g_autoptr (WaybillUiCertImportWrite) write = NULL;
  g_autofree char *from = waybill_ui_cert_import_assign_dup_from (self->assign_page);
  WaybillUiCertImportWish wish = {
    .plan = self->plan,
    .labels = labels,
    .older = older,
    .keep_passwords = waybill_ui_cert_import_password_get_keep (self->password_page),
    .partners = partners,
    .identity = waybill_ui_cert_import_assign_get_identity (self->assign_page),
    .from = from,
    .trust = waybill_ui_cert_import_assign_get_trust (self->assign_page),
  };

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (older, (gpointer) waybill_ui_cert_import_names_get_older (self->names_page, i));
  write = waybill_ui_cert_import_write_new (self->context, &wish);
  self->writing = g_cancellable_new ();
  waybill_ui_cert_import_assign_set_failure (self->assign_page, NULL);
  waybill_ui_cert_import_assign_set_busy (self->assign_page, TRUE);
  waybill_ui_cert_import_update (self);
  waybill_ui_cert_import_write_run_async (write, self->writing, write_done, g_object_ref (self));
}

/**
 * waybill_ui_cert_import_go_next:
 * @self: the assistant
 *
 * What the primary button does at this step. Main thread.
 */
void
waybill_ui_cert_import_go_next (WaybillUiCertImport *self)
{
  if (waybill_ui_cert_import_is_busy (self))
    return;
  switch (waybill_ui_cert_import_get_step (self))
    {
    case WAYBILL_UI_CERT_IMPORT_STEP_FILES:
      if (!waybill_ui_assistant_page_is_ready (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (self))))
        break;
      if (is_lists_alone (self))
        start_write (self);
      else
        go (self, 1);
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD:
      if (waybill_cert_plan_get_n_locked (self->plan) == 0)
        go (self, 1);
      else
        read_with (self, TRUE);
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_NAMES:
      if (waybill_ui_cert_import_names_check (self->names_page))
        go (self, 1);
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN:
      start_write (self);
      break;
    case WAYBILL_UI_CERT_IMPORT_STEP_DONE:
      gtk_window_close (GTK_WINDOW (self));
      break;
    default:
      if (waybill_ui_assistant_page_is_ready (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (self))))
        go (self, 1);
      break;
    }
}

/**
 * waybill_ui_cert_import_go_back:
 * @self: the assistant
 *
 * One step back; what was typed stays. Main thread.
 */
void
waybill_ui_cert_import_go_back (WaybillUiCertImport *self)
{
  if (self->writing != NULL || waybill_ui_cert_import_get_step (self) == WAYBILL_UI_CERT_IMPORT_STEP_DONE)
    return;
  go (self, -1);
}

/**
 * waybill_ui_cert_import_stop:
 * @self: the assistant
 *
 * Leaves behind what is being read, and takes back what is being written. Main thread.
 */
void
waybill_ui_cert_import_stop (WaybillUiCertImport *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
}
