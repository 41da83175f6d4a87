/* The client's side of one TLS connection over a net stream; after the handshake it is itself a stream. Verifies the peer
 * against a trust list, shows our identity when asked, resumes. It knows no FTP. One thread at a time. */
#include "tls-session.h"

#include "tls-record-private.h"
#include "tls-resume-private.h"

#include "base-clock.h"
#include "base-machine.h"
#include "cert-handle.h"

#include <arpa/inet.h>
#include <gnutls/ocsp.h>
#include <string.h>

#define HELLO_WINDOW (7 * 24 * 60 * 60)

struct _WaybillTlsSession
{
  WaybillTlsRecord record; /* first: the session is a record is a stream */
  gnutls_certificate_credentials_t credentials;
  WaybillCertIdentity *identity;
  WaybillCertTrust *trust;
  WaybillCertVerdict *verdict;
  char *server_name;
  char *same_leaf;
  char *cipher;
  WaybillCertClockReading clock;
  gboolean leaf_differs;
};

static WaybillTlsSession *
from_gnutls (gnutls_session_t session)
{
  return gnutls_session_get_ptr (session);
}

static GPtrArray *
dup_peer_chain (gnutls_session_t session)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  guint n_certificates = 0;
  const gnutls_datum_t *certificates = gnutls_certificate_get_peers (session, &n_certificates);

  for (guint i = 0; certificates != NULL && i < n_certificates; i++)
    {
      WaybillCertCertificate *one = waybill_cert_certificate_new_from_der (certificates[i].data, certificates[i].size, NULL);

      if (one == NULL)
        break;
      g_ptr_array_add (chain, one);
    }
  return chain;
}

/* What the server stapled to its certificate (RFC 6066 §8, RFC 8446 §4.4.2.1). */
static GBytes *
dup_staple (gnutls_session_t session)
{
  gnutls_datum_t staple;

  if (gnutls_ocsp_status_request_get (session, &staple) < 0 || staple.size == 0)
    return NULL;
  return g_bytes_new (staple.data, staple.size);
}

static gboolean
is_same_leaf (WaybillTlsSession *self, GPtrArray *chain)
{
  return self->same_leaf == NULL
         || (chain->len > 0 && g_str_equal (self->same_leaf, waybill_cert_certificate_get_fingerprint (chain->pdata[0])));
}

/* Up to TLS 1.2 a hello begins with the time (RFC 5246 §7.4.1.2), where the server has not put chance there instead: what
 * lies within a week of our own clock is hardly chance. */
static gboolean
read_hello (gnutls_session_t session, gint64 now, WaybillCertClockReading *reading)
{
  gnutls_datum_t ours, theirs = { NULL, 0 };
  gint64 seconds;

  gnutls_session_get_random (session, &ours, &theirs);
  if (gnutls_protocol_get_version (session) > GNUTLS_TLS1_2 || theirs.size < 4)
    return FALSE;
  seconds = (gint64) theirs.data[0] << 24 | theirs.data[1] << 16 | theirs.data[2] << 8 | theirs.data[3];
  *reading = (WaybillCertClockReading){ WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE, seconds - now, now };
  return ABS (seconds - now) <= HELLO_WINDOW;
}

/* Where the time speaks against the certificate, a person wants to know whose clock is wrong. */
static void
add_clock (WaybillTlsSession *self, gnutls_session_t session)
{
  const guint times = WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_NOT_YET_VALID;
  g_autoptr (WaybillCertVerdict) verdict = self->verdict;
  WaybillCertClockReading known = self->clock, hello;

  if ((waybill_cert_verdict_get_reasons (verdict) & times) == 0)
    {
      g_steal_pointer (&verdict);
      return;
    }
  if (read_hello (session, waybill_cert_verdict_get_time (verdict), &hello))
    waybill_cert_clock_reading_take (&known, &hello);
  self->verdict
      = waybill_cert_verdict_with_clock (verdict, &known, waybill_base_machine_get_clock () == WAYBILL_BASE_CLOCK_KEPT);
}

static int
verify (gnutls_session_t session)
{
  WaybillTlsSession *self = from_gnutls (session);
  g_autoptr (GPtrArray) chain = dup_peer_chain (session);
  g_autoptr (GBytes) staple = dup_staple (session);

  self->verdict
      = waybill_cert_verdict_new_stapled (chain, staple, self->trust, self->server_name, waybill_base_clock_now ());
  add_clock (self, session);
  self->leaf_differs = !is_same_leaf (self, chain);
  return waybill_cert_verdict_is_accepted (self->verdict) && !self->leaf_differs ? 0
                                                                                 : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR;
}

/* Our certificate goes out whatever authorities the server names: the person assigned it to this partner, and servers name
 * wrong ones. GnuTLS's own choice would then send none. */
static int
retrieve (gnutls_session_t session,
          const gnutls_datum_t *authorities,
          int n_authorities,
          const gnutls_pk_algorithm_t *algorithms,
          int n_algorithms,
          gnutls_pcert_st **certificates,
          unsigned int *n_certificates,
          gnutls_privkey_t *key)
{
  WaybillTlsSession *self = from_gnutls (session);

  self->record.asked = TRUE;
  *n_certificates = 0;
  if (self->identity == NULL)
    return 0;

  *certificates = waybill_cert_identity_get_pcerts (self->identity, n_certificates);
  *key = waybill_cert_identity_get_privkey (self->identity);
  return 0;
}

static void
session_free (WaybillNetStream *stream)
{
  WaybillTlsSession *self = (WaybillTlsSession *) stream;

  waybill_tls_record_clear (&self->record);
  gnutls_certificate_free_credentials (self->credentials);
  g_clear_pointer (&self->identity, waybill_cert_identity_unref);
  g_clear_pointer (&self->trust, waybill_cert_trust_unref);
  g_clear_pointer (&self->verdict, waybill_cert_verdict_unref);
  g_free (self->server_name);
  g_free (self->same_leaf);
  g_free (self->cipher);
  g_free (self);
}

static const WaybillNetStreamClass session_class = {
  .try_read = waybill_tls_record_try_read,
  .try_write = waybill_tls_record_try_write,
  .try_finish = waybill_tls_record_try_finish,
  .free = session_free,
};

static gboolean
is_address (const char *name)
{
  guint8 address[16];

  return inet_pton (AF_INET, name, address) == 1 || inet_pton (AF_INET6, name, address) == 1;
}

/* The group that the server has chosen before comes first. */
static char *
dup_priority (const WaybillTlsSessionOptions *options, const char *group)
{
  const WaybillTlsPolicy standard = { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, FALSE };
  g_autofree char *priority = options->priority != NULL
                                  ? g_strdup (options->priority)
                                  : waybill_tls_policy_dup_priority (options->policy != NULL ? options->policy : &standard);

  return group != NULL ? g_strconcat (priority, ":-GROUP-ALL:+GROUP-", group, ":+GROUP-ALL", NULL)
                       : g_steal_pointer (&priority);
}

static gboolean
configure (WaybillTlsSession *self, const WaybillTlsSessionOptions *options, const char *group, GError **error)
{
  gnutls_session_t session = self->record.session;
  g_autofree char *priority = dup_priority (options, group);
  int code = options->resume != NULL ? waybill_tls_resume_set_priority (options->resume, session, priority)
                                     : gnutls_priority_set_direct (session, priority, NULL);

  if (code == GNUTLS_E_SUCCESS)
    code = gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  if (code == GNUTLS_E_SUCCESS && !is_address (self->server_name))
    code = gnutls_server_name_set (session, GNUTLS_NAME_DNS, self->server_name, strlen (self->server_name));
  if (code != GNUTLS_E_SUCCESS)
    {
      waybill_tls_error_set (error, WAYBILL_TLS_ERROR_FAILED, code, -1, NULL, "TLS could not be set up: %s",
                             gnutls_strerror (code));
      return FALSE;
    }

  gnutls_certificate_set_retrieve_function2 (self->credentials, retrieve);
  gnutls_session_set_verify_function (session, verify);
  if (options->resume != NULL && waybill_tls_resume_apply (options->resume, session))
    self->record.asked_before = waybill_tls_resume_was_asked (options->resume);
  return TRUE;
}

/**
 * waybill_tls_session_new:
 * @stream: (transfer full): the connection, also taken on failure
 * @options: whom to expect, whom to believe, what to show
 * @error: return location
 *
 * Prepares TLS over a connection; nothing is sent yet.
 *
 * Returns: (transfer full) (nullable): a session, or `WAYBILL_TLS_ERROR_FAILED`
 */
WaybillTlsSession *
waybill_tls_session_new (WaybillNetStream *stream, const WaybillTlsSessionOptions *options, GError **error)
{
  g_autoptr (WaybillTlsSession) self = g_new0 (WaybillTlsSession, 1);
  const char *group = options->resume != NULL ? waybill_tls_resume_get_group (options->resume) : NULL;

  /* GnuTLS makes two keys for each handshake, which is most of what a data channel costs. Where the server's choice is known
   * one does; should it choose otherwise, it asks for another (RFC 8446 §4.1.4). */
  waybill_tls_record_init (&self->record, &session_class, stream,
                           GNUTLS_CLIENT | (group != NULL ? GNUTLS_KEY_SHARE_TOP : 0));
  if (gnutls_certificate_allocate_credentials (&self->credentials) < 0)
    g_error ("GnuTLS could not make credentials");
  self->identity = options->identity != NULL ? waybill_cert_identity_ref (options->identity) : NULL;
  self->record.shown = self->identity != NULL;
  self->trust = waybill_cert_trust_ref (options->trust);
  self->server_name = g_strdup (options->server_name);
  self->same_leaf = g_strdup (options->same_leaf);
  if (options->clock != NULL)
    self->clock = *options->clock;
  self->record.buffer.reads_ahead = TRUE;
  if (!configure (self, options, group, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What the server is told when its certificate is refused (RFC 8446 §6.2). */
static gnutls_alert_description_t
get_alert (WaybillCertVerdict *verdict)
{
  guint reasons = verdict != NULL ? waybill_cert_verdict_get_reasons (verdict) : 0;

  if (reasons & WAYBILL_CERT_REASON_EXPIRED)
    return GNUTLS_A_CERTIFICATE_EXPIRED;
  if (reasons & WAYBILL_CERT_REASON_REVOKED)
    return GNUTLS_A_CERTIFICATE_REVOKED;
  if (reasons & (WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_SELF_SIGNED))
    return GNUTLS_A_UNKNOWN_CA;
  return GNUTLS_A_BAD_CERTIFICATE;
}

static gboolean
is_refused (WaybillTlsSession *self)
{
  return self->verdict != NULL && (self->leaf_differs || !waybill_cert_verdict_is_accepted (self->verdict));
}

/**
 * waybill_tls_session_handshake:
 * @self: a session
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Agrees on TLS and judges the server. When its certificate is not accepted, the server gets an alert and nothing of ours:
 * neither our certificate nor a byte of FTP.
 *
 * Returns: %TRUE when the session can be used; else `WAYBILL_TLS_ERROR` (`UNTRUSTED` with the verdict), or an error of
 *   [func@net_wait]
 */
gboolean
waybill_tls_session_handshake (WaybillTlsSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) waiting = NULL;
  int code = waybill_tls_record_handshake (&self->record, cancellable, &waiting);

  if (code == GNUTLS_E_SUCCESS)
    return TRUE;

  if (waiting != NULL)
    g_propagate_error (error, g_steal_pointer (&waiting));
  else if (is_refused (self))
    {
      waybill_tls_record_alert (&self->record, get_alert (self->verdict), cancellable);
      waybill_tls_record_hang_up (&self->record, cancellable);
      waybill_tls_error_set (error, WAYBILL_TLS_ERROR_UNTRUSTED, code, -1, self->verdict,
                             self->leaf_differs ? "The data channel shows another certificate than the control channel"
                                                : "The server's certificate is not trusted");
    }
  else
    waybill_tls_record_set_error (&self->record, code, TRUE, error);
  return FALSE;
}

/**
 * waybill_tls_session_get_stream:
 * @self: a session
 *
 * Returns: (transfer none): the session as a stream; freeing either frees both
 */
WaybillNetStream *
waybill_tls_session_get_stream (WaybillTlsSession *self)
{
  return &self->record.stream;
}

/**
 * waybill_tls_session_is_resumed:
 * @self: a session after its handshake
 *
 * Returns: was it really resumed, or a full handshake?
 */
gboolean
waybill_tls_session_is_resumed (WaybillTlsSession *self)
{
  return gnutls_session_is_resumed (self->record.session) != 0;
}

/**
 * waybill_tls_session_get_version:
 * @self: a session after its handshake
 *
 * Returns: (transfer none): "TLS1.3" or "TLS1.2"
 */
const char *
waybill_tls_session_get_version (WaybillTlsSession *self)
{
  return gnutls_protocol_get_name (gnutls_protocol_get_version (self->record.session));
}

/**
 * waybill_tls_session_get_cipher:
 * @self: a session after its handshake
 *
 * Returns: (transfer none): key exchange, cipher and MAC, as GnuTLS describes them
 */
const char *
waybill_tls_session_get_cipher (WaybillTlsSession *self)
{
  if (self->cipher == NULL)
    {
      char *description = gnutls_session_get_desc (self->record.session);

      self->cipher = g_strdup (description != NULL ? description : "");
      gnutls_free (description);
    }
  return self->cipher;
}

/**
 * waybill_tls_session_was_asked:
 * @self: a session
 *
 * Returns: did the server ask for a certificate of ours?
 */
gboolean
waybill_tls_session_was_asked (WaybillTlsSession *self)
{
  return self->record.asked;
}

/**
 * waybill_tls_session_has_sent:
 * @self: a session after its handshake, which may have failed
 *
 * TLS 1.3 asks for our certificate before it shows the server's: only after that was accepted does ours go out.
 *
 * Returns: did we send our certificate?
 */
gboolean
waybill_tls_session_has_sent (WaybillTlsSession *self)
{
  return self->record.asked && self->record.shown && self->verdict != NULL && !is_refused (self);
}

/**
 * waybill_tls_session_get_verdict:
 * @self: a session after its handshake
 *
 * Returns: (transfer none) (nullable): what was found about the server's certificate; %NULL when the session was resumed:
 *   then the verdict of the session it was resumed from stands
 */
WaybillCertVerdict *
waybill_tls_session_get_verdict (WaybillTlsSession *self)
{
  return self->verdict;
}

/**
 * waybill_tls_session_save:
 * @self: a session after its handshake
 * @resume: where to keep it
 *
 * Keeps what the next data channel is resumed from. Call it after a reply was read, just before each data connection: on
 * TLS 1.3 tickets come with the first bytes that are read.
 */
void
waybill_tls_session_save (WaybillTlsSession *self, WaybillTlsResume *resume)
{
  waybill_tls_resume_save (resume, self->record.session);
  waybill_tls_resume_set_asked (resume, self->record.asked || self->record.asked_before);
}

/**
 * waybill_tls_session_part:
 * @self: a session after its handshake, on which we have nothing to say
 *
 * Sends our close_notify and goes on reading: TLS 1.3 has two ends (RFC 8446 §6.1), TLS 1.2 has one (RFC 5246 §7.2.1 makes
 * the peer drop what it has not sent yet), so nothing is said there. A server that waits for it when its data is through
 * (ProFTPD) then has it, which saves a round trip. The connection itself stays open both ways.
 *
 * Returns: whether it was said
 */
gboolean
waybill_tls_session_part (WaybillTlsSession *self)
{
  return gnutls_protocol_get_version (self->record.session) == GNUTLS_TLS1_3
         && waybill_tls_record_put_goodbye (&self->record);
}

/**
 * waybill_tls_session_leave:
 * @self: (transfer full): a session, also taken on failure
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Ends TLS on both sides and goes on in clear (CCC, RFC 4217 §12.3): our farewell goes out, the peer's must come, nothing
 * before it, and nothing behind it that came with it: nobody was asked anything in clear yet.
 *
 * Returns: (transfer full) (nullable): the stream below; else `WAYBILL_TLS_ERROR_FAILED` (the peer said something more),
 *   `LOST` (it ended without farewell), or an error of [func@net_wait]
 */
WaybillNetStream *
waybill_tls_session_leave (WaybillTlsSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillTlsSession) owned = self;
  WaybillNetIo io;
  gsize done;
  char more[1];

  /* What is said in clear behind it is not for TLS to take. */
  self->record.buffer.reads_ahead = FALSE;
  if (!waybill_tls_record_say_goodbye (&self->record, cancellable, error))
    return NULL;
  io = waybill_net_stream_read (&self->record.stream, more, sizeof more, &done, cancellable, error);
  if (io == WAYBILL_NET_IO_END && waybill_tls_buffer_is_empty (&self->record.buffer))
    return waybill_tls_buffer_steal_below (&self->record.buffer);
  if (io != WAYBILL_NET_IO_FAILED)
    waybill_tls_error_set (error, io == WAYBILL_NET_IO_CUT ? WAYBILL_TLS_ERROR_LOST : WAYBILL_TLS_ERROR_FAILED, 0, -1, NULL,
                           "The peer did not end TLS in order");
  return NULL;
}

/**
 * waybill_tls_session_free:
 * @self: (transfer full) (nullable): a session
 *
 * Closes the connection without any farewell and frees all.
 */
void
waybill_tls_session_free (WaybillTlsSession *self)
{
  if (self != NULL)
    session_free (&self->record.stream);
}
