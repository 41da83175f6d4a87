/* Cards for tests: SoftHSM in a folder of the test's own, found by p11-kit's configuration as any other module is. Only
 * here may a PIN stand in a URI: it is how GnuTLS is told who the administrator is. */
#include "token-rig.h"

#include "cert-handle.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <gnutls/pkcs11.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

#define MODULE "/usr/lib/softhsm/libsofthsm2.so"
#define REGISTERED "/usr/share/p11-kit/modules/softhsm2.module"
#define ADMIN_PIN "so-4711"
#define LABEL_LENGTH 32 /* PKCS#11: padded with blanks */
#define MAX_SLOTS 16

static char *folder;
static char *configuration;

static void
check (int code, const char *what)
{
  if (code < 0)
    g_error ("%s: %s", what, gnutls_strerror (code));
}

gboolean
token_rig_begin (void)
{
  g_autofree char *tokens = NULL;
  g_autofree char *content = NULL;

  if (!g_file_test (MODULE, G_FILE_TEST_EXISTS) || !g_file_test (REGISTERED, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("SoftHSM is not installed");
      return FALSE;
    }
  if (folder != NULL)
    return TRUE;
  folder = g_dir_make_tmp ("waybill-token-XXXXXX", NULL);
  tokens = g_build_filename (folder, "tokens", NULL);
  configuration = g_build_filename (folder, "softhsm2.conf", NULL);
  content = g_strdup_printf ("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", tokens);
  g_assert_cmpint (g_mkdir (tokens, 0700), ==, 0);
  g_assert_true (g_file_set_contents (configuration, content, -1, NULL));
  g_setenv ("SOFTHSM2_CONF", configuration, TRUE);
  return TRUE;
}

static void
check_driver (CK_RV code, const char *what)
{
  if (code != CKR_OK)
    g_error ("%s: %lu", what, code);
}

/* (transfer none): SoftHSM without GnuTLS, which cannot name a slot that is still empty. */
static CK_FUNCTION_LIST *
open_driver (void)
{
  void *library = dlopen (MODULE, RTLD_NOW);
  CK_C_GetFunctionList get_list = NULL;
  CK_FUNCTION_LIST *driver = NULL;

  g_assert_nonnull (library);
  *(void **) &get_list = dlsym (library, "C_GetFunctionList");
  check_driver (get_list (&driver), "functions");
  check_driver (driver->C_Initialize (NULL), "initialize");
  return driver;
}

static CK_SLOT_ID
find_empty_slot (CK_FUNCTION_LIST *driver)
{
  CK_SLOT_ID slots[MAX_SLOTS];
  CK_ULONG n_slots = MAX_SLOTS;

  check_driver (driver->C_GetSlotList (CK_TRUE, slots, &n_slots), "slots");
  for (CK_ULONG i = 0; i < n_slots; i++)
    {
      CK_TOKEN_INFO info;

      check_driver (driver->C_GetTokenInfo (slots[i], &info), "token");
      if ((info.flags & CKF_TOKEN_INITIALIZED) == 0)
        return slots[i];
    }
  g_error ("No slot is empty");
}

static void
init_card (CK_FUNCTION_LIST *driver, CK_SLOT_ID slot, const char *label)
{
  CK_UTF8CHAR padded[LABEL_LENGTH];
  CK_UTF8CHAR admin[] = ADMIN_PIN, user[] = TOKEN_RIG_PIN;
  CK_SESSION_HANDLE session;

  memset (padded, ' ', sizeof padded);
  memcpy (padded, label, MIN (strlen (label), sizeof padded));
  check_driver (driver->C_InitToken (slot, admin, sizeof admin - 1, padded), "init");
  check_driver (driver->C_OpenSession (slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session), "session");
  check_driver (driver->C_Login (session, CKU_SO, admin, sizeof admin - 1), "login");
  check_driver (driver->C_InitPIN (session, user, sizeof user - 1), "PIN");
  check_driver (driver->C_CloseSession (session), "close");
}

void
token_rig_make_card (const char *label)
{
  CK_FUNCTION_LIST *driver;

  gnutls_pkcs11_deinit ();
  driver = open_driver ();
  init_card (driver, find_empty_slot (driver), label);
  check_driver (driver->C_Finalize (NULL), "finalize");
  token_rig_forget ();
}

static char *
dup_uri (const char *card)
{
  g_autofree char *escaped = g_uri_escape_string (card, NULL, FALSE);

  return g_strdup_printf ("pkcs11:token=%s", escaped);
}

void
token_rig_put (const char *card, const char *label, const char *key_label, WaybillCertIdentity *identity, gboolean with_key)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identity);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (leaf);
  const gnutls_datum_t id = { (unsigned char *) fingerprint, 8 };
  const unsigned usage = GNUTLS_KEY_DIGITAL_SIGNATURE;
  g_autofree char *uri = dup_uri (card);
  g_autofree char *ours = g_strconcat (uri, "?pin-value=" TOKEN_RIG_PIN, NULL);

  if (with_key)
    check (gnutls_pkcs11_copy_x509_privkey2 (ours, waybill_cert_identity_get_key (identity),
                                             key_label != NULL ? key_label : label, &id, usage,
                                             GNUTLS_PKCS11_OBJ_FLAG_MARK_SENSITIVE | GNUTLS_PKCS11_OBJ_FLAG_LOGIN),
           "key");
  check (gnutls_pkcs11_copy_x509_crt2 (ours, waybill_cert_certificate_get_handle (leaf), label, &id,
                                       GNUTLS_PKCS11_OBJ_FLAG_LOGIN),
         "certificate");
}

void
token_rig_put_authority (const char *card, WaybillCertCertificate *certificate)
{
  g_autofree char *uri = dup_uri (card);
  g_autofree char *ours = g_strconcat (uri, "?pin-value=" TOKEN_RIG_PIN, NULL);

  check (gnutls_pkcs11_copy_x509_crt (ours, waybill_cert_certificate_get_handle (certificate),
                                      waybill_cert_certificate_get_name (certificate), GNUTLS_PKCS11_OBJ_FLAG_LOGIN),
         "authority");
}

void
token_rig_forget (void)
{
  gnutls_pkcs11_deinit ();
  check (gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_AUTO, NULL), "PKCS#11");
}

static void
move_tokens (const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (folder, from, NULL);
  g_autofree char *new = g_build_filename (folder, to, NULL);

  g_assert_cmpint (g_rename (old, new), ==, 0);
  token_rig_forget ();
}

void
token_rig_take_out (void)
{
  move_tokens ("tokens", "gone");
}

void
token_rig_put_in (void)
{
  move_tokens ("gone", "tokens");
}

const char *
token_rig_get_configuration (void)
{
  return configuration;
}

void
token_rig_end (void)
{
  const char *remove[] = { "rm", "-rf", folder, NULL };

  if (folder == NULL)
    return;
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&configuration, g_free);
}
