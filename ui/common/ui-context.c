/* What one window works with, the user's own or a rehearsal's, and the wishes of pages that only the window can fulfil.
 * It holds no widget and no connection, and asks nobody for a secret. */

#include "ui-context.h"

#include "cert-error.h"
#include "partner-learnt.h"

struct _WaybillUiContext
{
  GObject parent_instance;

  WaybillCertStore *certificates;
  WaybillPartnerStore *partners;
  WaybillSecretVault *vault;
  char *learnt_folder;
  gboolean rehearsal;
  WaybillSecretKeyring keyring;
  gboolean probing;
};

G_DEFINE_FINAL_TYPE (WaybillUiContext, waybill_ui_context, G_TYPE_OBJECT)

enum
{
  PROP_KEYRING = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GO,
  SIGNAL_IMPORT,
  SIGNAL_UPLOAD,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* What a rehearsal keeps lies together; what the user keeps lies where the command line looks for it as well. */
static char *
dup_folder (const char *folder, const char *name, char *(*dup_own) (void) )
{
  return folder == NULL ? dup_own () : g_build_filename (folder, name, NULL);
}

static char *
dup_own_certificates (void)
{
  return g_build_filename (g_get_user_data_dir (), "waybill", "certificates", NULL);
}

/**
 * waybill_ui_context_new:
 * @folder: (nullable): %NULL: the user's own folders and keyring; else everything lies below it, and secrets stay in memory
 * @error: return location
 *
 * Opens the stores. Main thread.
 *
 * Returns: (transfer full) (nullable): the context; %NULL with %WAYBILL_CERT_ERROR_STORE or %WAYBILL_PARTNER_ERROR_STORE
 *   when a folder can be neither read nor made
 */
WaybillUiContext *
waybill_ui_context_new (const char *folder, GError **error)
{
  g_autoptr (WaybillUiContext) self = g_object_new (WAYBILL_TYPE_UI_CONTEXT, NULL);
  g_autofree char *certificates = dup_folder (folder, "certificates", dup_own_certificates);
  g_autofree char *partners = dup_folder (folder, "partners", waybill_partner_store_dup_folder);

  self->rehearsal = folder != NULL;
  self->learnt_folder = dup_folder (folder, "learnt", waybill_partner_learnt_dup_folder);
  self->vault = waybill_secret_vault_new (NULL, NULL, folder == NULL, error);
  if (self->vault == NULL)
    return NULL;
  self->keyring = waybill_secret_vault_get_keyring (self->vault);
  self->certificates = waybill_cert_store_new (certificates, error);
  if (self->certificates == NULL)
    return NULL;
  self->partners = waybill_partner_store_new (partners, error);
  if (self->partners == NULL)
    return NULL;

  g_signal_connect_swapped (self->certificates, "changed", G_CALLBACK (waybill_ui_context_emit_changed), self);
  g_signal_connect_swapped (self->partners, "changed", G_CALLBACK (waybill_ui_context_emit_changed), self);
  waybill_ui_context_probe_keyring (self);
  return g_steal_pointer (&self);
}

/**
 * waybill_ui_context_get_certificates:
 * @self: a context
 *
 * Returns: (transfer none): the certificate store
 */
WaybillCertStore *
waybill_ui_context_get_certificates (WaybillUiContext *self)
{
  return self->certificates;
}

/**
 * waybill_ui_context_get_partners:
 * @self: a context
 *
 * Returns: (transfer none): the partners
 */
WaybillPartnerStore *
waybill_ui_context_get_partners (WaybillUiContext *self)
{
  return self->partners;
}

/**
 * waybill_ui_context_get_vault:
 * @self: a context
 *
 * Returns: (transfer none): where secrets are looked up and kept
 */
WaybillSecretVault *
waybill_ui_context_get_vault (WaybillUiContext *self)
{
  return self->vault;
}

/**
 * waybill_ui_context_get_learnt_folder:
 * @self: a context
 *
 * Returns: (transfer none): the folder of partner-learnt
 */
const char *
waybill_ui_context_get_learnt_folder (WaybillUiContext *self)
{
  return self->learnt_folder;
}

/**
 * waybill_ui_context_is_rehearsal:
 * @self: a context
 *
 * Returns: whether nothing of it is the user's own
 */
gboolean
waybill_ui_context_is_rehearsal (WaybillUiContext *self)
{
  return self->rehearsal;
}

/**
 * waybill_ui_context_find_partner:
 * @self: a context
 * @uuid: (nullable): a partner's UUID
 *
 * Returns: (transfer none) (nullable): the partner, or %NULL when there is none (any more)
 */
WaybillPartner *
waybill_ui_context_find_partner (WaybillUiContext *self, const char *uuid)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (self->partners);

  for (guint i = 0; i < partners->len; i++)
    if (g_strcmp0 (waybill_partner_get_uuid (partners->pdata[i]), uuid) == 0)
      return partners->pdata[i];
  return NULL;
}

/**
 * waybill_ui_context_get_keyring:
 * @self: a context
 *
 * Returns: as the last probe found it
 */
WaybillSecretKeyring
waybill_ui_context_get_keyring (WaybillUiContext *self)
{
  return self->keyring;
}

static void
keyring_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiContext) self = WAYBILL_UI_CONTEXT (user_data);
  WaybillSecretKeyring keyring = waybill_secret_vault_probe_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  self->probing = FALSE;
  if (keyring == self->keyring)
    return;
  self->keyring = keyring;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING]);
}

/**
 * waybill_ui_context_probe_keyring:
 * @self: a context
 *
 * Looks at the keyring again, without prompting; "keyring" notifies when it is not as before. Main thread.
 */
void
waybill_ui_context_probe_keyring (WaybillUiContext *self)
{
  g_return_if_fail (WAYBILL_IS_UI_CONTEXT (self));

  if (self->probing)
    return;
  self->probing = TRUE;
  waybill_secret_vault_probe_async (self->vault, NULL, keyring_probed, g_object_ref (self));
}

/**
 * waybill_ui_context_emit_changed:
 * @self: a context
 *
 * Says "changed". The stores do so by themselves; this is for what lies beside them, such as what was learnt.
 */
void
waybill_ui_context_emit_changed (WaybillUiContext *self)
{
  g_return_if_fail (WAYBILL_IS_UI_CONTEXT (self));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * waybill_ui_context_go:
 * @self: a context
 * @from: (nullable): the widget that asks; what opens stands over its window
 * @place: where to
 * @subject: (nullable): see %WaybillUiPlace
 * @detail: (nullable): see %WaybillUiPlace
 *
 * Asks the window to open another page. Main thread.
 */
void
waybill_ui_context_go (
    WaybillUiContext *self, GtkWidget *from, WaybillUiPlace place, const char *subject, const char *detail)
{
  g_return_if_fail (WAYBILL_IS_UI_CONTEXT (self));

  g_signal_emit (self, signals[SIGNAL_GO], 0, from, (int) place, subject, detail);
}

/**
 * waybill_ui_context_import:
 * @self: a context
 * @from: (nullable): the widget that asks
 * @files: (nullable) (element-type GFile): what was dropped or chosen already
 * @partner: (nullable): UUID of the partner that shall be ticked beforehand
 *
 * Asks the window for the import assistant. Main thread.
 */
void
waybill_ui_context_import (WaybillUiContext *self, GtkWidget *from, GListModel *files, const char *partner)
{
  g_return_if_fail (WAYBILL_IS_UI_CONTEXT (self));

  g_signal_emit (self, signals[SIGNAL_IMPORT], 0, from, files, partner);
}

/**
 * waybill_ui_context_upload:
 * @self: a context
 * @from: (nullable): the widget that asks; the new window stands over its window
 * @files: (nullable) (element-type GFile): files of this computer; %NULL: the person chooses some
 *
 * Asks the window for the page that puts files onto an IBM i. Main thread.
 */
void
waybill_ui_context_upload (WaybillUiContext *self, GtkWidget *from, GListModel *files)
{
  g_signal_emit (self, signals[SIGNAL_UPLOAD], 0, from, files);
}

static void
waybill_ui_context_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  switch (id)
    {
    case PROP_KEYRING:
      g_value_set_int (value, WAYBILL_UI_CONTEXT (object)->keyring);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_context_dispose (GObject *object)
{
  WaybillUiContext *self = WAYBILL_UI_CONTEXT (object);

  if (self->certificates != NULL)
    g_signal_handlers_disconnect_by_data (self->certificates, self);
  if (self->partners != NULL)
    g_signal_handlers_disconnect_by_data (self->partners, self);
  g_clear_object (&self->certificates);
  g_clear_object (&self->partners);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->learnt_folder, g_free);

  G_OBJECT_CLASS (waybill_ui_context_parent_class)->dispose (object);
}

static void
waybill_ui_context_class_init (WaybillUiContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = waybill_ui_context_dispose;
  object_class->get_property = waybill_ui_context_get_property;

  /**
   * WaybillUiContext:keyring:
   *
   * A %WaybillSecretKeyring, as the last probe found it.
   */
  properties[PROP_KEYRING]
      = g_param_spec_int ("keyring", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", WAYBILL_TYPE_UI_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GO] = g_signal_new ("go", WAYBILL_TYPE_UI_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                     GTK_TYPE_WIDGET, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_UPLOAD] = g_signal_new ("upload", WAYBILL_TYPE_UI_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_LIST_MODEL);
  signals[SIGNAL_IMPORT] = g_signal_new ("import", WAYBILL_TYPE_UI_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, GTK_TYPE_WIDGET, G_TYPE_LIST_MODEL, G_TYPE_STRING);
}

static void
waybill_ui_context_init (WaybillUiContext *self)
{
}
