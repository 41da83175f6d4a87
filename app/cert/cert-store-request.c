/* Keys that wait in the store for their certificate: added, looked up, joined with the answer, removed. Their files are
 * cert-store-request-files'; what is in a request, cert-request's. */

#include "cert-store-private.h"

#include "base-clock.h"
#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-import.h"
#include "cert-request-private.h"

struct _WaybillCertWaitingRemoved
{
  WaybillCertWaiting *waiting;
  GBytes *key;
};

static WaybillCertWaiting *
find_id (WaybillCertStore *self, const char *id)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      WaybillCertWaiting *waiting = self->waiting->pdata[i];

      if (g_str_equal (waiting->id, id))
        return waiting;
    }
  return NULL;
}

static WaybillCertWaiting *
find_label (WaybillCertStore *self, const char *label)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      WaybillCertWaiting *waiting = self->waiting->pdata[i];

      if (waybill_cert_label_equal (waiting->label, label))
        return waiting;
    }
  return NULL;
}

static WaybillCertWaiting *
find_known (WaybillCertStore *self, const char *id, GError **error)
{
  WaybillCertWaiting *waiting = find_id (self, id);

  if (waiting == NULL)
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND, "No request %s in the store", id);
  return waiting;
}

static int
compare_waiting (gconstpointer one, gconstpointer other)
{
  const WaybillCertWaiting *const *a = one;
  const WaybillCertWaiting *const *b = other;

  if ((*a)->made != (*b)->made)
    return (*a)->made < (*b)->made ? -1 : 1;
  return g_strcmp0 ((*a)->label, (*b)->label);
}

/* The files are as they shall be already. */
static void
take_in (WaybillCertStore *self, WaybillCertWaiting *waiting)
{
  g_ptr_array_add (self->waiting, waiting);
  g_ptr_array_sort (self->waiting, compare_waiting);
  waybill_cert_store_change (self, NULL, NULL);
}

/* waybill_cert_store_load_requests:
 * @self: a store that is being made
 *
 * Reads what waits. What cannot be read is left alone, logged, counted. Two of one label, left by a crash or two programs,
 * stay reachable by their ids. */
void
waybill_cert_store_load_requests (WaybillCertStore *self)
{
  guint n_unreadable = 0;

  self->waiting = waybill_cert_request_files_load (self->folder, &n_unreadable);
  self->n_unreadable += n_unreadable;
  g_ptr_array_sort (self->waiting, compare_waiting);
}

/* A certificate's label is taken too: the answer will want it. */
static gboolean
is_taken (WaybillCertStore *self, const char *label)
{
  return find_label (self, label) != NULL || waybill_cert_store_get_labelled (self, label, NULL) != NULL;
}

static char *
choose_label (WaybillCertStore *self, WaybillCertRequest *request, const char *wished, GError **error)
{
  g_autofree char *label = NULL;

  if (wished == NULL)
    {
      g_autofree char *name = waybill_cert_label_tame (waybill_cert_request_get_name (request));

      label = g_strdup (name);
      for (guint n = 2; is_taken (self, label); n++)
        {
          g_free (label);
          label = g_strdup_printf ("%s %u", name, n);
        }
      return g_steal_pointer (&label);
    }
  label = waybill_cert_label_clean (wished, error);
  if (label == NULL || !is_taken (self, label))
    return g_steal_pointer (&label);
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN, "Another certificate or request is called \"%s\"",
               label);
  return NULL;
}

/**
 * waybill_cert_store_seal_request:
 * @request: what is to wait
 * @password: (nullable): UTF-8; under which its key is encrypted; %NULL leaves it unprotected
 * @error: return location
 *
 * The slow half of adding a request. Any thread.
 *
 * Returns: (transfer full) (nullable): the key as PKCS #8 (RFC 5958; PBES2, AES-256); %NULL with %WAYBILL_CERT_ERROR_FAILED
 */
GBytes *
waybill_cert_store_seal_request (WaybillCertRequest *request, const char *password, GError **error)
{
  g_auto (gnutls_datum_t) key = { NULL, 0 };
  guint flags = password != NULL ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN;
  int status = gnutls_x509_privkey_export2_pkcs8 (waybill_cert_request_get_key (request), GNUTLS_X509_FMT_DER, password,
                                                  flags, &key);

  if (status >= 0)
    return g_bytes_new (key.data, key.size);
  waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The key cannot be written");
  return NULL;
}

/**
 * waybill_cert_store_add_sealed_request:
 * @self: the store
 * @request: what is to wait
 * @key: what waybill_cert_store_seal_request() gave for @request
 * @is_protected: whether a password was given there
 * @label: (nullable): its label; %NULL takes the request's name, with " 2" where that is taken
 * @error: return location
 *
 * The quick half of adding a request.
 *
 * Returns: (transfer none) (nullable): what waits, valid until it is removed or joined; %NULL with
 *   %WAYBILL_CERT_ERROR_LABEL_TAKEN, `STORE`, `NO_SPACE`, or `FAILED` for a label that cannot be one
 */
const WaybillCertWaiting *
waybill_cert_store_add_sealed_request (WaybillCertStore *self,
                                       WaybillCertRequest *request,
                                       GBytes *key,
                                       gboolean is_protected,
                                       const char *label,
                                       GError **error)
{
  WaybillCertWaiting *waiting = find_id (self, waybill_cert_request_get_id (request));
  g_autofree char *chosen = NULL;

  if (waiting != NULL)
    return waiting;
  chosen = choose_label (self, request, label, error);
  if (chosen == NULL)
    return NULL;
  waiting = g_new0 (WaybillCertWaiting, 1);
  waiting->id = g_strdup (waybill_cert_request_get_id (request));
  waiting->label = g_steal_pointer (&chosen);
  waiting->subject = g_strdup (waybill_cert_request_get_subject (request));
  waiting->pem = g_strdup (waybill_cert_request_get_pem (request));
  waiting->made = waybill_base_clock_now ();
  waiting->key_kind = waybill_cert_request_get_key_kind (request);
  waiting->is_protected = is_protected;
  if (!waybill_cert_request_files_write (self->folder, waiting, key, error))
    {
      waybill_cert_waiting_free (waiting);
      return NULL;
    }
  take_in (self, waiting);
  return waiting;
}

/**
 * waybill_cert_store_add_request:
 * @self: the store
 * @request: what is to wait
 * @label: (nullable): its label; %NULL takes the request's name, with " 2" where that is taken
 * @password: (nullable): UTF-8; under which its key is encrypted; %NULL keeps it unprotected, mode 0600
 * @error: return location
 *
 * Keeps key and request until the answer comes.
 *
 * Returns: (transfer none) (nullable): what waits; %NULL with %WAYBILL_CERT_ERROR_LABEL_TAKEN, `STORE`, `NO_SPACE`, or
 * `FAILED`
 */
const WaybillCertWaiting *
waybill_cert_store_add_request (
    WaybillCertStore *self, WaybillCertRequest *request, const char *label, const char *password, GError **error)
{
  g_autoptr (GBytes) key = waybill_cert_store_seal_request (request, password, error);

  return key != NULL ? waybill_cert_store_add_sealed_request (self, request, key, password != NULL, label, error) : NULL;
}

/**
 * waybill_cert_store_list_requests:
 * @self: the store
 *
 * Returns: (transfer container) (element-type WaybillCertWaiting): what waits, the oldest first; each is valid until it is
 *   removed or joined
 */
GPtrArray *
waybill_cert_store_list_requests (WaybillCertStore *self)
{
  GPtrArray *list = g_ptr_array_sized_new (self->waiting->len);

  for (guint i = 0; i < self->waiting->len; i++)
    g_ptr_array_add (list, self->waiting->pdata[i]);
  return list;
}

/**
 * waybill_cert_store_find_request:
 * @self: the store
 * @label: a label (without case) or an id
 * @error: return location
 *
 * Returns: (transfer none) (nullable): what waits; %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND
 */
const WaybillCertWaiting *
waybill_cert_store_find_request (WaybillCertStore *self, const char *label, GError **error)
{
  WaybillCertWaiting *waiting = g_utf8_validate (label, -1, NULL) ? find_label (self, label) : NULL;

  return waiting != NULL ? waiting : find_known (self, label, error);
}

/**
 * waybill_cert_store_find_request_for:
 * @self: the store
 * @certificate: an answer
 *
 * Returns: (transfer none) (nullable): the request with the key that @certificate is for
 */
const WaybillCertWaiting *
waybill_cert_store_find_request_for (WaybillCertStore *self, WaybillCertCertificate *certificate)
{
  return find_id (self, waybill_cert_certificate_get_key_id (certificate));
}

/* Out of the folder, then out of the list. */
static gboolean
drop (WaybillCertStore *self, WaybillCertWaiting *waiting, GError **error)
{
  if (!waybill_cert_request_files_remove (self->folder, waiting->id, error))
    return FALSE;
  g_ptr_array_remove (self->waiting, waiting);
  waybill_cert_store_change (self, NULL, NULL);
  return TRUE;
}

/**
 * waybill_cert_store_remove_request:
 * @self: the store
 * @id: which
 * @error: return location
 *
 * Removes a request with its key: an answer that comes later fits nothing any more.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_NOT_FOUND or `STORE`
 */
gboolean
waybill_cert_store_remove_request (WaybillCertStore *self, const char *id, GError **error)
{
  WaybillCertWaiting *waiting = find_known (self, id, error);

  return waiting != NULL && drop (self, waiting, error);
}

/**
 * waybill_cert_store_read_request:
 * @self: the store
 * @id: which
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its key, for waybill_cert_store_join_key(); %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND
 * or `STORE`
 */
GBytes *
waybill_cert_store_read_request (WaybillCertStore *self, const char *id, GError **error)
{
  WaybillCertWaiting *waiting = find_known (self, id, error);

  return waiting != NULL ? waybill_cert_request_files_read_key (self->folder, waiting->id, error) : NULL;
}

/**
 * waybill_cert_store_take_out_request:
 * @self: the store
 * @id: which
 * @error: return location
 *
 * Removes a request, but keeps in memory what it was.
 *
 * Returns: (transfer full) (nullable): for waybill_cert_store_put_back_request(); %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND
 * or `STORE`
 */
WaybillCertWaitingRemoved *
waybill_cert_store_take_out_request (WaybillCertStore *self, const char *id, GError **error)
{
  WaybillCertWaiting *waiting = find_known (self, id, error);
  g_autoptr (WaybillCertWaitingRemoved) removed = g_new0 (WaybillCertWaitingRemoved, 1);

  if (waiting == NULL)
    return NULL;
  removed->waiting = waybill_cert_waiting_copy (waiting);
  removed->key = waybill_cert_request_files_read_key (self->folder, waiting->id, error);
  if (removed->key == NULL || !drop (self, waiting, error))
    return NULL;
  return g_steal_pointer (&removed);
}

/**
 * waybill_cert_store_put_back_request:
 * @self: the store
 * @removed: what was taken out; stays as it is
 * @error: return location
 *
 * Puts a request back as it was. One that came back by another way is left as it is.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE or `NO_SPACE`
 */
gboolean
waybill_cert_store_put_back_request (WaybillCertStore *self, WaybillCertWaitingRemoved *removed, GError **error)
{
  if (find_id (self, removed->waiting->id) != NULL)
    return TRUE;
  if (!waybill_cert_request_files_write (self->folder, removed->waiting, removed->key, error))
    return FALSE;
  take_in (self, waybill_cert_waiting_copy (removed->waiting));
  return TRUE;
}

/**
 * waybill_cert_waiting_removed_free:
 * @self: (transfer full): what was taken out
 *
 * Frees it; from then on it cannot be put back.
 */
void
waybill_cert_waiting_removed_free (WaybillCertWaitingRemoved *self)
{
  g_clear_pointer (&self->waiting, waybill_cert_waiting_free);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self);
}
