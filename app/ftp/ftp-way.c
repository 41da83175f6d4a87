/* By which command a data channel comes about, in an order that learns: EPSV, PASV, EPRT, PORT. What flows, and how it is
 * secured, is others'. */
#include "ftp-way.h"

#include "ftp-address.h"
#include "ftp-error.h"

#include <string.h>

static const char *const verbs[] = {
  [WAYBILL_FTP_WAY_EPSV] = "EPSV",
  [WAYBILL_FTP_WAY_PASV] = "PASV",
  [WAYBILL_FTP_WAY_EPRT] = "EPRT",
  [WAYBILL_FTP_WAY_PORT] = "PORT",
};

static gboolean
is_active (WaybillFtpWay way)
{
  return way == WAYBILL_FTP_WAY_EPRT || way == WAYBILL_FTP_WAY_PORT;
}

static gboolean
is_ipv6 (const char *address)
{
  return address != NULL && strchr (address, ':') != NULL;
}

static gboolean
is_proxied (WaybillFtpSession *session)
{
  return waybill_ftp_session_get_values (session)->proxy_kind != WAYBILL_REMOTE_PROXY_NONE;
}

/* Over IPv6 EPSV stays the first whatever was learnt: PASV cannot name such an address, and PORT neither (RFC 2428 §1). */
static gboolean
is_usable (WaybillFtpSession *session, WaybillFtpWay way)
{
  const WaybillFtpFeatures *features = &session->features;

  if (is_active (way) ? session->data == WAYBILL_REMOTE_DATA_PASSIVE : session->data == WAYBILL_REMOTE_DATA_ACTIVE)
    return FALSE;
  if (is_active (way) && session->data == WAYBILL_REMOTE_DATA_AUTO && is_proxied (session))
    return FALSE;
  switch (way)
    {
    case WAYBILL_FTP_WAY_EPSV:
      return !features->no_epsv || is_ipv6 (session->address);
    case WAYBILL_FTP_WAY_PASV:
      return !features->no_pasv;
    case WAYBILL_FTP_WAY_EPRT:
      return !features->no_eprt;
    case WAYBILL_FTP_WAY_PORT:
      return !is_ipv6 (session->address);
    case WAYBILL_FTP_N_WAYS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
give_up (WaybillFtpSession *session, WaybillFtpWay way)
{
  session->features.no_epsv = session->features.no_epsv || way == WAYBILL_FTP_WAY_EPSV;
  session->features.no_pasv = session->features.no_pasv || way == WAYBILL_FTP_WAY_PASV;
  session->features.no_eprt = session->features.no_eprt || way == WAYBILL_FTP_WAY_EPRT;
}

/* The first that may be tried, from @way on; N_WAYS: none. */
static WaybillFtpWay
find_way (WaybillFtpSession *session, WaybillFtpWay way)
{
  while (way < WAYBILL_FTP_N_WAYS && !is_usable (session, way))
    way++;
  return way;
}

/* When all of them went wrong before, it begins anew. */
static WaybillFtpWay
find_first (WaybillFtpSession *session)
{
  WaybillFtpWay way = find_way (session, WAYBILL_FTP_WAY_EPSV);

  if (way == WAYBILL_FTP_N_WAYS)
    {
      session->features.no_epsv = session->features.no_pasv = session->features.no_eprt = FALSE;
      way = find_way (session, WAYBILL_FTP_WAY_EPSV);
    }
  return way;
}

/**
 * waybill_ftp_way_is_epsv:
 * @session: a session
 *
 * Returns: will EPSV be asked for the next data channel? Then it can be asked ahead
 */
gboolean
waybill_ftp_way_is_epsv (WaybillFtpSession *session)
{
  return find_first (session) == WAYBILL_FTP_WAY_EPSV;
}

/* EPRT names the family, the address and the port (RFC 2428 §2), PORT six numbers (RFC 959 §4.1.2). */
static char *
dup_own_address (WaybillFtpSession *session, WaybillFtpWay way, WaybillNetListener *listener)
{
  guint16 unused;
  g_autofree char *address = waybill_net_stream_dup_local (waybill_ftp_pipe_get_stream (session->pipe), &unused);
  guint port = waybill_net_listener_get_port (listener);

  if (way == WAYBILL_FTP_WAY_EPRT)
    return g_strdup_printf ("|%d|%s|%u|", is_ipv6 (address) ? 2 : 1, address, port);
  for (char *at = address; *at != '\0'; at++)
    if (*at == '.')
      *at = ',';
  return g_strdup_printf ("%s,%u,%u", address, port >> 8, port & 0xff);
}

static gboolean
listen_for_server (WaybillFtpSession *session, WaybillFtpMeeting *meeting, GError **error)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (session);

  if (meeting->listener != NULL)
    return TRUE;
  if (is_proxied (session))
    {
      g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_PROXY_ACTIVE, WAYBILL_REMOTE_PHASE_DATA_OPEN,
                                                       NULL, values->host, "Nobody can call back through a proxy"));
      return FALSE;
    }
  meeting->listener = waybill_net_listener_new_for (waybill_ftp_pipe_get_stream (session->pipe), NULL, values->active_lowest,
                                                    MAX (values->active_lowest, values->active_highest), error);
  return meeting->listener != NULL;
}

static gboolean
read_passive (WaybillFtpMeeting *meeting, const WaybillFtpReply *reply, GError **error)
{
  if (meeting->way == WAYBILL_FTP_WAY_EPSV ? waybill_ftp_address_parse_229 (reply->text, &meeting->port)
                                           : waybill_ftp_address_parse_227 (reply->text, &meeting->address, &meeting->port))
    return TRUE;
  g_propagate_error (error,
                     waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_DATA_OPEN,
                                            verbs[meeting->way], NULL, "The reply names no port for the data channel"));
  return FALSE;
}

/* Refused for good, so that another way may be tried? Any 5xx to EPSV says no more than that; PASV is refused for other
 * reasons, too, which the next would meet as well. */
static gboolean
is_unknown (WaybillFtpWay way, const WaybillFtpReply *reply)
{
  return reply->code >= 500 && (way != WAYBILL_FTP_WAY_PASV || reply->code <= 504);
}

static gboolean
is_agreed (WaybillFtpWay way, const WaybillFtpReply *reply)
{
  if (is_active (way))
    return waybill_ftp_reply_is_positive (reply);
  return reply->code == (way == WAYBILL_FTP_WAY_EPSV ? 229 : 227);
}

/* FALSE without an error: this way is refused, the next may be tried; @refusal is what was said. */
static gboolean
try_way (WaybillFtpSession *session,
         const WaybillFtpReply *asked,
         WaybillFtpMeeting *meeting,
         GError **refusal,
         GCancellable *cancellable,
         GError **error)
{
  const char *verb = verbs[meeting->way];
  g_autoptr (WaybillFtpReply) own = NULL;
  g_autofree char *argument = NULL;

  if (is_active (meeting->way) && !listen_for_server (session, meeting, error))
    return FALSE;
  if (is_active (meeting->way))
    argument = dup_own_address (session, meeting->way, meeting->listener);
  if (asked == NULL)
    asked = own = waybill_ftp_pipe_command (session->pipe, verb, argument, cancellable, error);
  if (asked == NULL)
    return FALSE;
  if (is_agreed (meeting->way, asked))
    return is_active (meeting->way) || read_passive (meeting, asked, error);
  g_clear_error (is_unknown (meeting->way, asked) ? refusal : error);
  g_propagate_error (is_unknown (meeting->way, asked) ? refusal : error,
                     waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_OPEN, verb, NULL, asked));
  return FALSE;
}

/**
 * waybill_ftp_way_agree:
 * @session: a session
 * @epsv: (nullable): the reply to EPSV when it was asked ahead; %NULL asks
 * @meeting: (out caller-allocates): zeroed; how the channel will come about
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Asks for a data channel: EPSV, else PASV, and where the server has neither of them, or the person chose so, EPRT, else
 * PORT. What was refused once is not asked again in this session.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_way_agree (WaybillFtpSession *session,
                       const WaybillFtpReply *epsv,
                       WaybillFtpMeeting *meeting,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) failure = NULL;

  meeting->way = epsv != NULL ? WAYBILL_FTP_WAY_EPSV : find_first (session);
  while (meeting->way < WAYBILL_FTP_N_WAYS)
    {
      if (try_way (session, meeting->way == WAYBILL_FTP_WAY_EPSV ? epsv : NULL, meeting, &refusal, cancellable, &failure))
        return TRUE;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA_OPEN, verbs[meeting->way], NULL);
          return FALSE;
        }
      give_up (session, meeting->way);
      meeting->way = find_way (session, meeting->way + 1);
    }
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
is_about_reaching (const GError *error)
{
  return g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_REFUSED)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNREACHABLE)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TIMED_OUT);
}

/**
 * waybill_ftp_way_note:
 * @session: a session
 * @way: how a channel was to come about
 * @failure: (nullable): why it did not
 *
 * Learns: what worked stands in the facts, and what was left out for it; a port that could not be reached makes the next
 * try take another way.
 */
void
waybill_ftp_way_note (WaybillFtpSession *session, WaybillFtpWay way, const GError *failure)
{
  WaybillRemoteLearnt *traits = session->facts->learnt.traits;

  if (failure != NULL)
    {
      if (is_about_reaching (failure))
        give_up (session, way);
      return;
    }
  session->facts->data_way = verbs[way];
  if (!is_active (way))
    {
      traits[WAYBILL_REMOTE_TRAIT_PASSIVE] = WAYBILL_REMOTE_LEARNT_YES;
      traits[WAYBILL_REMOTE_TRAIT_EPSV] = way == WAYBILL_FTP_WAY_EPSV ? WAYBILL_REMOTE_LEARNT_YES : WAYBILL_REMOTE_LEARNT_NO;
    }
  else if (session->data == WAYBILL_REMOTE_DATA_AUTO)
    traits[WAYBILL_REMOTE_TRAIT_EPSV] = traits[WAYBILL_REMOTE_TRAIT_PASSIVE] = WAYBILL_REMOTE_LEARNT_NO;
}

/**
 * waybill_ftp_meeting_clear:
 * @self: a meeting
 *
 * Frees what it holds; nobody is listened for any more.
 */
void
waybill_ftp_meeting_clear (WaybillFtpMeeting *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->listener, waybill_net_listener_free);
}
