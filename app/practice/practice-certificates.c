/* The certificates of one rehearsal: an authority, the practice partner's own, and the one it hands to its client. All
 * stay in memory but the two files that a real partner would send. It is no store and renews nothing. */
#include "practice-certificates.h"

#include "base-clock.h"
#include "base-file.h"
#include "base-log.h"
#include "base-thread.h"
#include "cert-export.h"
#include "cert-issue.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define DAY (24 * 60 * 60)

struct _WaybillPracticeCertificates
{
  WaybillBaseRef ref;
  WaybillCertIdentity *authority;
  WaybillCertIdentity *server;
  WaybillCertIdentity *client;
  char *pfx_password;
};

/**
 * waybill_practice_password_new:
 *
 * Makes a password from the kernel's random numbers: three syllables and four digits, about 42 bits. Nothing in it is easily
 * taken for something else (no l and 1, no o and 0). Any thread.
 *
 * Returns: (transfer full): free with waybill_practice_password_free()
 */
char *
waybill_practice_password_new (void)
{
  static const char consonants[] = "bdfghkmnprstvwxz"; /* 16 */
  static const char vowels[] = "aeiu";                 /* 4 */
  static const char digits[] = "23456789";             /* 8: every length divides 256, so that no letter is likelier */
  guint8 random[13];
  char *password = g_malloc0 (sizeof random + 1);

  if (getrandom (random, sizeof random, 0) != (gssize) sizeof random)
    g_error ("no random numbers: %s", g_strerror (errno));
  for (guint i = 0; i < 9; i++)
    password[i] = i % 3 == 1 ? vowels[random[i] % 4] : consonants[random[i] % 16];
  for (guint i = 9; i < sizeof random; i++)
    password[i] = digits[random[i] % 8];
  explicit_bzero (random, sizeof random);
  return password;
}

/**
 * waybill_practice_password_free:
 * @password: (transfer full) (nullable): a password
 *
 * Wipes and frees. Any thread.
 */
void
waybill_practice_password_free (char *password)
{
  if (password != NULL)
    explicit_bzero (password, strlen (password));
  g_free (password);
}

/**
 * waybill_practice_certificates_new:
 * @error: WAYBILL_CERT_ERROR
 *
 * Issues the three certificates, valid from a day ago (clocks differ) for a year. Any thread; takes milliseconds.
 *
 * Returns: (transfer full) (nullable): the certificates
 */
WaybillPracticeCertificates *
waybill_practice_certificates_new (GError **error)
{
  static const char *const server_names[] = { "localhost", "127.0.0.1", "::1", NULL };
  g_autoptr (WaybillPracticeCertificates) self = g_new0 (WaybillPracticeCertificates, 1);
  gint64 from = waybill_base_clock_now () - DAY;
  gint64 to = waybill_base_clock_now () + 365 * DAY;

  waybill_base_ref_init (&self->ref);
  self->authority
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Waybill Practice Authority", NULL, from, to, NULL, error);
  if (self->authority == NULL)
    return NULL;
  self->server = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "localhost", server_names, from, to, self->authority, error);
  if (self->server == NULL)
    return NULL;
  self->client = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "Practice client", NULL, from, to, self->authority, error);
  if (self->client == NULL)
    return NULL;
  self->pfx_password = waybill_practice_password_new ();
  waybill_base_log_hide (self->pfx_password);
  return g_steal_pointer (&self);
}

/**
 * waybill_practice_certificates_get_authority:
 * @self: the certificates
 *
 * Returns: (transfer none): the authority that signed the other two. Any thread.
 */
WaybillCertCertificate *
waybill_practice_certificates_get_authority (WaybillPracticeCertificates *self)
{
  return waybill_cert_identity_get_certificate (self->authority);
}

/**
 * waybill_practice_certificates_get_server:
 * @self: the certificates
 *
 * Returns: (transfer none): what the practice partner shows: localhost, 127.0.0.1, ::1. Any thread.
 */
WaybillCertIdentity *
waybill_practice_certificates_get_server (WaybillPracticeCertificates *self)
{
  return self->server;
}

/**
 * waybill_practice_certificates_get_client:
 * @self: the certificates
 *
 * Returns: (transfer none): what the client is to show. Any thread.
 */
WaybillCertIdentity *
waybill_practice_certificates_get_client (WaybillPracticeCertificates *self)
{
  return self->client;
}

/**
 * waybill_practice_certificates_get_pfx_password:
 * @self: the certificates
 *
 * Returns: (transfer none): the password of the .pfx: for the person's eyes, never for a file or a log. Any thread.
 */
const char *
waybill_practice_certificates_get_pfx_password (WaybillPracticeCertificates *self)
{
  return self->pfx_password;
}

/**
 * waybill_practice_certificates_write:
 * @self: the certificates
 * @folder: where to; made when missing
 * @error: WAYBILL_CERT_ERROR, or what base-file says
 *
 * Writes what a partner would hand out: the client's identity with its chain, under the password, and the authority as DER.
 * Files of these names are replaced: those of an earlier rehearsal open nothing any more. Any thread; a quarter of a second.
 *
 * Returns: whether both are there
 */
gboolean
waybill_practice_certificates_write (WaybillPracticeCertificates *self, const char *folder, GError **error)
{
  g_autofree char *pfx_path = g_build_filename (folder, WAYBILL_PRACTICE_PFX_NAME, NULL);
  g_autofree char *cer_path = g_build_filename (folder, WAYBILL_PRACTICE_CER_NAME, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GBytes) pfx = NULL;
  GBytes *cer = waybill_cert_certificate_get_der (waybill_practice_certificates_get_authority (self));

  g_ptr_array_add (chain, waybill_practice_certificates_get_authority (self));
  pfx = waybill_cert_export_pfx (self->client, chain, self->pfx_password, "Practice client", error);
  if (pfx == NULL || !waybill_base_file_ensure_folder (folder, error))
    return FALSE;
  return waybill_base_file_write (pfx_path, g_bytes_get_data (pfx, NULL), g_bytes_get_size (pfx), error)
         && waybill_base_file_write (cer_path, g_bytes_get_data (cer, NULL), g_bytes_get_size (cer), error);
}

/**
 * waybill_practice_certificates_ref:
 * @self: the certificates
 *
 * Returns: (transfer full): the same. Any thread.
 */
WaybillPracticeCertificates *
waybill_practice_certificates_ref (WaybillPracticeCertificates *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_practice_certificates_unref:
 * @self: (transfer full): the certificates
 *
 * Any thread.
 */
void
waybill_practice_certificates_unref (WaybillPracticeCertificates *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  if (self->pfx_password != NULL)
    waybill_base_log_unhide (self->pfx_password);
  waybill_practice_password_free (self->pfx_password);
  g_clear_pointer (&self->authority, waybill_cert_identity_unref);
  g_clear_pointer (&self->server, waybill_cert_identity_unref);
  g_clear_pointer (&self->client, waybill_cert_identity_unref);
  g_free (self);
}
