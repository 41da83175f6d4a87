/* The lock around a token's key: it signs for one connection at a time, and no more once its token is gone. It knows no PIN
 * and no certificate.
 *
 * GnuTLS 3.7 does not unlock a token's key when the token was removed and cannot be opened again: the next signature would
 * wait for ever, on a lock that no cancellable reaches. */
#include "cert-token-key.h"

#include "base-thread.h"

#include <gnutls/pkcs11.h>
#include <p11-kit/pkcs11.h>

typedef struct
{
  WaybillBaseLock lock;
  gnutls_privkey_t key;
  gboolean has_pss;
  int lost; /* the code that the token's loss was told with, or 0 */
} Guard;

/* GnuTLS's codes of PKCS#11. A token says one of them also to a signature that it does not offer; to ask it again then gains
 * nothing either. */
static gboolean
is_loss (int code)
{
  return code <= GNUTLS_E_PKCS11_ERROR && code >= GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE;
}

static int
sign_data (gnutls_privkey_t key,
           gnutls_sign_algorithm_t algorithm,
           void *user_data,
           unsigned flags,
           const gnutls_datum_t *data,
           gnutls_datum_t *signature)
{
  Guard *self = user_data;
  int code;

  waybill_base_lock_lock (&self->lock);
  code = self->lost != 0 ? self->lost : gnutls_privkey_sign_data2 (self->key, algorithm, flags, data, signature);
  if (is_loss (code))
    self->lost = code;
  waybill_base_lock_unlock (&self->lock);
  return code;
}

static int
sign_hash (gnutls_privkey_t key,
           gnutls_sign_algorithm_t algorithm,
           void *user_data,
           unsigned flags,
           const gnutls_datum_t *hash,
           gnutls_datum_t *signature)
{
  Guard *self = user_data;
  int code;

  waybill_base_lock_lock (&self->lock);
  code = self->lost != 0 ? self->lost : gnutls_privkey_sign_hash2 (self->key, algorithm, flags, hash, signature);
  if (is_loss (code))
    self->lost = code;
  waybill_base_lock_unlock (&self->lock);
  return code;
}

static gboolean
can_sign (Guard *self, gnutls_sign_algorithm_t algorithm)
{
  int kind = gnutls_privkey_get_pk_algorithm (self->key, NULL);
  gboolean is_pss = algorithm == GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 || algorithm == GNUTLS_SIGN_RSA_PSS_RSAE_SHA384
                    || algorithm == GNUTLS_SIGN_RSA_PSS_RSAE_SHA512;

  return gnutls_sign_supports_pk_algorithm (algorithm, kind) && (!is_pss || self->has_pss);
}

static int
tell (gnutls_privkey_t key, unsigned flags, void *user_data)
{
  Guard *self = user_data;
  unsigned bits = 0;
  int kind = gnutls_privkey_get_pk_algorithm (self->key, &bits);

  if (flags & GNUTLS_PRIVKEY_INFO_PK_ALGO)
    return kind;
  if (flags & GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS)
    return bits;
  if (flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO)
    return can_sign (self, GNUTLS_FLAGS_TO_SIGN_ALGO (flags));
  return flags & GNUTLS_PRIVKEY_INFO_SIGN_ALGO ? GNUTLS_SIGN_UNKNOWN : -1;
}

static void
drop (gnutls_privkey_t key, void *user_data)
{
  Guard *self = user_data;

  gnutls_privkey_deinit (self->key);
  waybill_base_lock_clear (&self->lock);
  g_free (self);
}

/**
 * waybill_cert_token_key_guard:
 * @key: (transfer full): a key in a token; taken also on failure
 * @uri: the key's PKCS#11 URI
 * @guarded: (out) (transfer full): a key that signs as @key does
 *
 * Puts @key behind a lock: two connections sign one after the other, and once a signature has failed because of the token,
 * all later ones fail at once with the same code. To use the token again, open it again. Any thread.
 *
 * Returns: 0, or a code of GnuTLS
 */
int
waybill_cert_token_key_guard (gnutls_privkey_t key, const char *uri, gnutls_privkey_t *guarded)
{
  Guard *self = g_new0 (Guard, 1);
  int status = gnutls_privkey_init (guarded);

  waybill_base_lock_init (&self->lock);
  self->key = key;
  self->has_pss = gnutls_pkcs11_token_check_mechanism (uri, CKM_RSA_PKCS_PSS, NULL, 0, 0) == 1;
  if (status >= 0)
    status = gnutls_privkey_import_ext4 (*guarded, self, sign_data, sign_hash, NULL, drop, tell, 0);
  if (status < 0)
    {
      drop (NULL, self);
      g_clear_pointer (guarded, gnutls_privkey_deinit);
    }
  return status;
}
