/* The certificate store as its window says it: uses, chains, what a change did. It looks at values and asks nobody. */
#include "words-store.h"

#include "base-clock.h"
#include "partner-next.h"
#include "words-cert.h"
#include "words-private.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

/* More names make a row nobody reads. */
#define MAX_NAMES 3

#define GROUPS_A_LINE 8

/**
 * waybill_words_store_get_use:
 * @partner: a partner
 * @fingerprint: SHA-256 of a certificate, lower-case hex
 *
 * Returns: #WaybillWordsStoreUse flags: how the partner uses it
 */
guint
waybill_words_store_get_use (WaybillPartner *partner, const char *fingerprint)
{
  guint use = 0;

  if (g_strcmp0 (waybill_partner_get_identity (partner), fingerprint) == 0)
    use |= WAYBILL_WORDS_STORE_SHOWS;
  if (g_strcmp0 (waybill_partner_get_next_identity (partner), fingerprint) == 0)
    use |= WAYBILL_WORDS_STORE_NEXT;
  if (g_strv_contains (waybill_partner_get_authorities (partner), fingerprint))
    use |= WAYBILL_WORDS_STORE_TRUSTS;
  if (g_strv_contains (waybill_partner_get_pins (partner), fingerprint))
    use |= WAYBILL_WORDS_STORE_PINS;
  return use;
}

static char *
join (GPtrArray *parts, const char *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", (const char *) parts->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  WaybillWordsStoreUse use;
  const char *text;
} use_rows[] = {
  { WAYBILL_WORDS_STORE_SHOWS, N_ ("You log in with it") },
  { WAYBILL_WORDS_STORE_NEXT, N_ ("You will log in with it") },
  { WAYBILL_WORDS_STORE_TRUSTS, N_ ("You trust servers it vouches for") },
  { WAYBILL_WORDS_STORE_PINS, N_ ("The server’s own certificate, pinned") },
};

/**
 * waybill_words_store_use:
 * @use: #WaybillWordsStoreUse flags
 *
 * Returns: (transfer full): what a certificate does at a partner; "" when nothing
 */
char *
waybill_words_store_use (guint use)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (use_rows); i++)
    if (use & use_rows[i].use)
      g_ptr_array_add (parts, (char *) _ (use_rows[i].text));
  return join (parts, " · ");
}

/**
 * waybill_words_store_used_by:
 * @users: (element-type WaybillPartner): partners
 *
 * Returns: (transfer full): their names, at most three, or "Used by nobody"
 */
char *
waybill_words_store_used_by (GPtrArray *users)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *listed = NULL;
  guint more = users->len > MAX_NAMES ? users->len - MAX_NAMES : 0;

  if (users->len == 0)
    return g_strdup (_ ("Used by nobody"));
  for (guint i = 0; i < users->len - more; i++)
    g_ptr_array_add (names, (char *) waybill_partner_get_name (users->pdata[i]));
  listed = join (names, ", ");
  if (more == 0)
    return g_strdup_printf (_ ("Used by %s"), listed);
  /* Translators: names, and how many others. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Used by %s and %u more", "Used by %s and %u more", more), listed,
                          more);
}

/**
 * waybill_words_store_until:
 * @certificate: a certificate
 *
 * Returns: (transfer full): how long it is good, in words and as a time with its zone
 */
char *
waybill_words_store_until (WaybillCertCertificate *certificate)
{
  g_autofree char *expiry = waybill_words_cert_expiry (certificate);
  g_autofree char *end = waybill_words_time_pair (waybill_cert_certificate_get_not_after (certificate));

  if (waybill_words_cert_get_life (certificate) == WAYBILL_WORDS_LIFE_FUTURE)
    return g_steal_pointer (&expiry);
  if (waybill_words_cert_get_life (certificate) == WAYBILL_WORDS_LIFE_GOOD)
    /* Translators: "Good for 12 months", and the day and time when it ends. */
    return g_strdup_printf (_ ("%s, until %s"), expiry, end);
  /* Translators: "Runs out in 12 days", and the day and time when it does. */
  return g_strdup_printf (_ ("%s, %s"), expiry, end);
}

/**
 * waybill_words_store_period:
 * @certificate: a certificate
 *
 * Returns: (transfer full): both ends of its validity, one a line, in local time and in UTC
 */
char *
waybill_words_store_period (WaybillCertCertificate *certificate)
{
  g_autofree char *begin = waybill_words_time_pair (waybill_cert_certificate_get_not_before (certificate));
  g_autofree char *end = waybill_words_time_pair (waybill_cert_certificate_get_not_after (certificate));

  /* Translators: the beginning and the end of a validity, one a line. */
  return g_strdup_printf (_ ("From %s\nto %s"), begin, end);
}

/**
 * waybill_words_store_purpose:
 * @certificate: a certificate
 *
 * Returns: what it is good for, as the value of a field
 */
const char *
waybill_words_store_purpose (WaybillCertCertificate *certificate)
{
  gboolean clients = waybill_cert_certificate_is_for_clients (certificate);
  gboolean servers = waybill_cert_certificate_is_for_servers (certificate);

  if (waybill_cert_certificate_is_authority (certificate))
    return waybill_cert_certificate_is_self_signed (certificate) ? _ ("Vouching for other certificates")
                                                                 : _ ("Vouching for other certificates, in between");
  if (clients)
    return servers ? _ ("Logging in, and servers") : _ ("Logging in (client authentication)");
  return servers ? _ ("Servers, not logging in") : _ ("Neither logging in nor servers");
}

/**
 * waybill_words_store_key:
 * @entry: an identity of the store
 *
 * Returns: where its private key lies, and whether it is locked
 */
const char *
waybill_words_store_key (const WaybillCertEntry *entry)
{
  if (entry->token != NULL)
    return _ ("On a card; it never leaves it");
  return entry->is_protected ? _ ("In the certificate store, locked with a password")
                             : _ ("In the certificate store, without a password; only your account can read it");
}

/**
 * waybill_words_store_life_left:
 * @certificate: a certificate
 *
 * Returns: which share of its life lies before it, from 0 to 1
 */
double
waybill_words_store_life_left (WaybillCertCertificate *certificate)
{
  gint64 now = waybill_base_clock_now ();
  gint64 begin = waybill_cert_certificate_get_not_before (certificate);
  gint64 end = waybill_cert_certificate_get_not_after (certificate);

  if (end <= begin || now >= end)
    return 0;
  return CLAMP ((double) (end - now) / (double) (end - begin), 0, 1);
}

/**
 * waybill_words_store_fingerprint:
 * @fingerprint: hex digits
 *
 * Returns: (transfer full): them in groups of four, eight groups a line
 */
char *
waybill_words_store_fingerprint (const char *fingerprint)
{
  char *text = waybill_words_cert_fingerprint (fingerprint);
  guint groups = 0;

  for (char *at = text; *at != '\0'; at++)
    if (*at == ' ' && ++groups % GROUPS_A_LINE == 0)
      *at = '\n';
  return text;
}

/**
 * waybill_words_store_spoken:
 * @text: digits to be read out
 *
 * Returns: (transfer full): them with a blank after each, so that a screen reader spells them
 */
char *
waybill_words_store_spoken (const char *text)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_isspace (g_utf8_get_char (at)))
        continue;
      if (spoken->len > 0)
        g_string_append_c (spoken, ' ');
      g_string_append_unichar (spoken, g_utf8_get_char (at));
    }
  return g_string_free (g_steal_pointer (&spoken), FALSE);
}

/* "ends in 14 years": expiry within a sentence. */
static char *
dup_end (WaybillCertCertificate *certificate)
{
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  g_autofree char *distance = waybill_words_time_rough (end - waybill_base_clock_now ());
  g_autofree char *day = waybill_words_time_day (waybill_cert_certificate_get_not_before (certificate));

  switch (waybill_words_cert_get_life (certificate))
    {
    case WAYBILL_WORDS_LIFE_FUTURE:
      return g_strdup_printf (_ ("not valid before %s"), day);
    case WAYBILL_WORDS_LIFE_OVER:
      return g_strdup_printf (_ ("ran out %s ago"), distance);
    default:
      return g_strdup_printf (_ ("ends in %s"), distance);
    }
}

/**
 * waybill_words_store_link:
 * @certificate: a certificate of a chain
 * @place: where it lies
 * @has_key: whether it is ours
 *
 * Returns: (transfer full): what it is, where it lies and when it ends
 */
char *
waybill_words_store_link (WaybillCertCertificate *certificate, WaybillWordsStorePlace place, gboolean has_key)
{
  gboolean is_authority = waybill_cert_certificate_is_authority (certificate);
  const char *kind = has_key ? _ ("Your certificate") : is_authority ? _ ("Authority") : _ ("Certificate without key");
  const char *where = place == WAYBILL_WORDS_STORE_CAME_WITH ? _ ("came with your certificate")
                      : place == WAYBILL_WORDS_STORE_ON_CARD ? _ ("key on a card")
                      : has_key                              ? _ ("key in the store")
                                                             : _ ("in the store");
  g_autofree char *end = dup_end (certificate);

  return g_strdup_printf ("%s · %s · %s", kind, where, end);
}

/**
 * waybill_words_store_missing:
 * @issuer: the name of an authority
 *
 * Returns: (transfer full): that it is missing
 */
char *
waybill_words_store_missing (const char *issuer)
{
  return g_strdup_printf (_ ("Missing: %s"), issuer);
}

/**
 * waybill_words_store_identity_of:
 * @partner: a partner
 * @store: the certificate store, for labels
 *
 * Returns: (transfer full): which certificate of ours it is shown
 */
char *
waybill_words_store_identity_of (WaybillPartner *partner, WaybillCertStore *store)
{
  const char *fingerprint = waybill_partner_next_get_identity (partner, store, waybill_base_clock_now ());
  const WaybillCertEntry *entry = fingerprint == NULL ? NULL : waybill_cert_store_find_fingerprint (store, fingerprint);

  switch (waybill_partner_get_protocol (partner))
    {
    case WAYBILL_REMOTE_PROTOCOL_SFTP:
      return g_strdup (_ ("Uses keys, not certificates"));
    case WAYBILL_REMOTE_PROTOCOL_FTP:
      return g_strdup (_ ("Not encrypted: no certificate is shown"));
    default:
      break;
    }
  if (fingerprint == NULL)
    return g_strdup (_ ("No certificate of yours"));
  if (entry == NULL)
    return g_strdup (_ ("Your certificate is not in the store any more"));
  return g_strdup_printf (_ ("Your certificate: %s"), entry->label);
}

static char *
count_of (guint count, const char *one, const char *many)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, one, many, count), count);
#pragma GCC diagnostic pop
}

/**
 * waybill_words_store_trust_of:
 * @partner: a partner
 * @store: the certificate store, for labels
 *
 * Returns: (transfer full): whom its trust list names; "" for protocols without certificates
 */
char *
waybill_words_store_trust_of (WaybillPartner *partner, WaybillCertStore *store)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);
  const char *const *authorities = waybill_partner_get_authorities (partner);
  guint pins = g_strv_length ((char **) waybill_partner_get_pins (partner));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *listed = NULL;
  guint gone = 0;

  if (protocol == WAYBILL_REMOTE_PROTOCOL_SFTP || protocol == WAYBILL_REMOTE_PROTOCOL_FTP)
    return g_strdup ("");
  if (waybill_partner_get_system_trust (partner))
    g_ptr_array_add (parts, g_strdup (_ ("the computer’s own authorities")));
  for (guint i = 0; authorities[i] != NULL; i++)
    {
      const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (store, authorities[i]);

      if (entry != NULL)
        g_ptr_array_add (parts, g_strdup (entry->label));
      else
        gone++;
    }
  if (gone > 0)
    g_ptr_array_add (parts, count_of (gone, N_ ("%u authority that is not in the store any more"),
                                      N_ ("%u authorities that are not in the store any more")));
  if (pins > 0)
    g_ptr_array_add (parts, count_of (pins, N_ ("%u pinned certificate"), N_ ("%u pinned certificates")));
  if (parts->len == 0)
    return g_strdup (_ ("You trust nobody here: this partner cannot be connected to"));
  listed = join (parts, ", ");
  /* Translators: a list such as "the computer’s own authorities, Lab Root CA, 1 pinned certificate". */
  return g_strdup_printf (_ ("You trust: %s"), listed);
}

/**
 * waybill_words_store_removed:
 * @label: what was removed
 * @users: (element-type WaybillPartner): who used it
 *
 * Returns: (transfer full): that it is gone, and who loses it
 */
char *
waybill_words_store_removed (const char *label, GPtrArray *users)
{
  g_autofree char *name = waybill_words_quote (label);

  if (users->len == 0)
    return g_strdup_printf (_ ("%s removed"), name);
  if (users->len == 1)
    /* Translators: a certificate; a partner's name. */
    return g_strdup_printf (_ ("%s removed; %s loses it"), name, waybill_partner_get_name (users->pdata[0]));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s removed; %u partner loses it", "%s removed; %u partners lose it",
                                       users->len),
                          name, users->len);
}

/**
 * waybill_words_store_renamed:
 * @old_label: what it was called
 * @new_label: what it is called now
 *
 * Returns: (transfer full): what was done
 */
char *
waybill_words_store_renamed (const char *old_label, const char *new_label)
{
  g_autofree char *before = waybill_words_quote (old_label);
  g_autofree char *after = waybill_words_quote (new_label);

  /* Translators: old name; new name. */
  return g_strdup_printf (_ ("%s renamed to %s"), before, after);
}

/**
 * waybill_words_store_assigned:
 * @partner: its name
 * @label: the certificate
 * @is_identity: whether it is ours, and not an authority
 * @assigned: whether it was given to the partner, and not taken away
 *
 * Returns: (transfer full): what was done
 */
char *
waybill_words_store_assigned (const char *partner, const char *label, gboolean is_identity, gboolean assigned)
{
  g_autofree char *name = waybill_words_quote (label);

  if (is_identity)
    return g_strdup_printf (assigned ? _ ("%s assigned to %s") : _ ("%s taken away from %s"), name, partner);
  return g_strdup_printf (assigned ? _ ("%s ticked for %s") : _ ("%s no longer ticked for %s"), name, partner);
}
