/* What the data channels of one session are resumed from: the newest ticket of its control channel. Belongs to one session
 * of one partner and one identity; it is never shared, saved or keyed on anything. What their
 * handshakes are offered, read once, is kept with it. */
#include "tls-resume-private.h"

#include <string.h>

struct _WaybillTlsResume
{
  gnutls_datum_t data;
  gboolean asked;
  gnutls_group_t group;
  char *priority_text; /* (nullable) what priority was made of */
  gnutls_priority_t priority;
};

/**
 * waybill_tls_resume_new:
 *
 * Returns: (transfer full): an empty one
 */
WaybillTlsResume *
waybill_tls_resume_new (void)
{
  return g_new0 (WaybillTlsResume, 1);
}

static void
clear (WaybillTlsResume *self)
{
  if (self->data.data != NULL)
    explicit_bzero (self->data.data, self->data.size);
  g_clear_pointer (&self->data.data, gnutls_free);
  self->data.size = 0;
}

/**
 * waybill_tls_resume_free:
 * @self: (transfer full) (nullable): what to resume from
 *
 * Wipes and frees it: session data holds the session's secrets.
 */
void
waybill_tls_resume_free (WaybillTlsResume *self)
{
  if (self == NULL)
    return;

  clear (self);
  g_free (self->priority_text);
  g_clear_pointer (&self->priority, gnutls_priority_deinit);
  g_free (self);
}

/**
 * waybill_tls_resume_is_empty:
 * @self: what to resume from
 *
 * Returns: %TRUE when nothing was saved yet
 */
gboolean
waybill_tls_resume_is_empty (WaybillTlsResume *self)
{
  return self->data.size == 0;
}

/**
 * waybill_tls_resume_save:
 * @self: what to resume from
 * @session: a session after its handshake
 *
 * Keeps the newest that @session can be resumed from. TLS 1.3 has nothing before a ticket came, and GnuTLS then hands out
 * a dummy of four bytes with success: what was kept before stays.
 */
void
waybill_tls_resume_save (WaybillTlsResume *self, gnutls_session_t session)
{
  gnutls_datum_t data = { NULL, 0 };
  gboolean is_1_3 = gnutls_protocol_get_version (session) == GNUTLS_TLS1_3;

  if (is_1_3 && (gnutls_session_get_flags (session) & GNUTLS_SFLAGS_SESSION_TICKET) == 0)
    return;
  if (gnutls_session_get_data2 (session, &data) < 0)
    return;

  clear (self);
  self->data = data;
  self->group = is_1_3 ? gnutls_group_get (session) : GNUTLS_GROUP_INVALID;
}

/**
 * waybill_tls_resume_apply:
 * @self: what to resume from
 * @session: a session before its handshake
 *
 * Offers the server to resume.
 *
 * Returns: %FALSE when there is nothing to offer
 */
gboolean
waybill_tls_resume_apply (WaybillTlsResume *self, gnutls_session_t session)
{
  return self->data.size > 0 && gnutls_session_set_data (session, self->data.data, self->data.size) == GNUTLS_E_SUCCESS;
}

/**
 * waybill_tls_resume_get_group:
 * @self: what to resume from
 *
 * Returns: (transfer none) (nullable): the name of the group that the server chose for the session that is kept, on TLS 1.3:
 *   it will choose it again
 */
const char *
waybill_tls_resume_get_group (WaybillTlsResume *self)
{
  return self->group != GNUTLS_GROUP_INVALID ? gnutls_group_get_name (self->group) : NULL;
}

/**
 * waybill_tls_resume_set_priority:
 * @self: what to resume from
 * @session: a session before its handshake
 * @text: a GnuTLS priority string
 *
 * As gnutls_priority_set_direct(), which reads the string each time: a twentieth of what a data channel costs.
 *
 * Returns: 0, or GnuTLS's code
 */
int
waybill_tls_resume_set_priority (WaybillTlsResume *self, gnutls_session_t session, const char *text)
{
  if (g_strcmp0 (text, self->priority_text) != 0)
    {
      gnutls_priority_t priority = NULL;
      int code = gnutls_priority_init (&priority, text, NULL);

      if (code < 0)
        return code;
      g_clear_pointer (&self->priority, gnutls_priority_deinit);
      self->priority = priority;
      g_free (self->priority_text);
      self->priority_text = g_strdup (text);
    }
  return gnutls_priority_set (session, self->priority);
}

/**
 * waybill_tls_resume_set_asked:
 * @self: what to resume from
 * @asked: was a certificate of ours asked for?
 *
 * A resumed session is not asked again; an alert about a certificate then still speaks of ours.
 */
void
waybill_tls_resume_set_asked (WaybillTlsResume *self, gboolean asked)
{
  self->asked = asked;
}

/**
 * waybill_tls_resume_was_asked:
 * @self: what to resume from
 *
 * Returns: what was set
 */
gboolean
waybill_tls_resume_was_asked (WaybillTlsResume *self)
{
  return self->asked;
}
