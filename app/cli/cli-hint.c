/* What the command line adds to an error's words, by the error's kind: the words themselves are the window's too, so they
 * name no command. It prints nothing. */
#include "cli-hint.h"

#include "cli-change.h"

#include "cert-error.h"
#include "remote-error.h"
#include "words-cert.h"
#include "words-request.h"
#include "words-verdict.h"

#include <glib/gi18n-lib.h>

static WaybillCertVerdict *
get_verdict (const GError *error)
{
  const WaybillRemoteErrorFacts *facts
      = error->domain == WAYBILL_REMOTE_ERROR ? waybill_remote_error_get_facts (error) : NULL;

  return facts != NULL && error->code == WAYBILL_REMOTE_ERROR_UNTRUSTED ? facts->verdict : NULL;
}

/**
 * waybill_cli_hint_get_fingerprint:
 * @error: an error of any domain
 *
 * Returns: (transfer none) (nullable): the fingerprint of the server's certificate where @error is that nobody vouches
 * for it; as long as @error
 */
const char *
waybill_cli_hint_get_fingerprint (const GError *error)
{
  WaybillCertVerdict *verdict = get_verdict (error);
  WaybillCertCertificate *leaf = verdict != NULL ? waybill_cert_verdict_get_leaf (verdict) : NULL;

  return leaf != NULL ? waybill_cert_certificate_get_fingerprint (leaf) : NULL;
}

/* Takes both; either may be NULL. */
static char *
append (char *text, char *more)
{
  g_autofree char *first = text, *second = more;

  if (first == NULL || second == NULL)
    return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
  return g_strdup_printf ("%s %s", first, second);
}

/**
 * waybill_cli_hint_dup_tick:
 * @self: the run
 * @verdict: one that is not accepted
 * @partner: the partner's name
 *
 * Returns: (transfer full) (nullable): the command that ticks the authority that lies in the store; %NULL where none does
 */
char *
waybill_cli_hint_dup_tick (WaybillCli *self, WaybillCertVerdict *verdict, const char *partner)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  WaybillCertCertificate *known = store != NULL ? waybill_words_verdict_find_unticked (verdict, store) : NULL;
  const WaybillCertEntry *entry = NULL;
  g_autofree char *name = NULL, *label = NULL;

  if (known == NULL)
    return NULL;
  entry = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (known));
  g_return_val_if_fail (entry != NULL, NULL);
  name = g_shell_quote (partner);
  label = g_shell_quote (entry->label);
  /* Translators: a partner and a certificate's name. */
  return g_strdup_printf (_ ("On the command line: “waybill-cli trust %s --add %s”."), name, label);
}

/* What is not as it was the last time says more than that nobody vouches for it. TRUE: nothing is to be added. */
static gboolean
add_change (WaybillCli *self, WaybillWords *words, WaybillCertVerdict *verdict, const char *partner)
{
  WaybillPartnerStore *store = waybill_cli_get_partners (self, NULL);
  WaybillPartner *found = store != NULL ? waybill_partner_store_find (store, partner, NULL) : NULL;
  g_autoptr (WaybillCliChange) change = found != NULL ? waybill_cli_change_new (self, found, verdict) : NULL;
  g_autofree char *name = g_shell_quote (partner);

  if (change == NULL)
    return FALSE;
  g_free (words->title);
  words->title = g_strdup (change->words->heading);
  words->reason = append (waybill_cli_change_dup_reason (change, verdict), words->reason);
  g_free (words->next);
  if (waybill_cli_change_is_wrong (change))
    words->next = g_strdup (_ ("Call the partner and read the reasons to them; do not connect before they confirmed it."));
  else
    /* Translators: a partner and two fingerprints. */
    words->next = g_strdup_printf (
        _ ("If that is right, let the new one take the place of the old one: “waybill-cli trust %s --unpin %s --pin %s”."),
        name, waybill_cert_certificate_get_fingerprint (change->before->pdata[0]),
        waybill_cert_certificate_get_fingerprint (waybill_cert_verdict_get_leaf (verdict)));
  return TRUE;
}

/* The rule is words-change's: what a pin would not help against is never offered. */
static gboolean
can_be_pinned (WaybillCertVerdict *verdict)
{
  return waybill_words_change_get_offers (WAYBILL_CERT_CHANGE_UNKNOWN, waybill_cert_verdict_get_reasons (verdict), FALSE)
         == WAYBILL_WORDS_OFFER_CERTIFICATE;
}

static void
add_trust (WaybillCli *self, WaybillWords *words, const GError *error, const char *partner)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const char *fingerprint = waybill_cli_hint_get_fingerprint (error);
  g_autofree char *name = g_shell_quote (partner);
  g_autofree char *groups = NULL;
  char *tick;

  if (fingerprint == NULL)
    return;
  if (store != NULL)
    waybill_words_error_look_in_store (words, error, store);
  groups = waybill_words_cert_fingerprint (fingerprint);
  /* Translators: of the server's certificate, in groups of four. */
  words->reason = append (words->reason, g_strdup_printf (_ ("Its SHA-256 fingerprint: %s."), groups));
  if (add_change (self, words, get_verdict (error), partner))
    return;
  tick = waybill_cli_hint_dup_tick (self, get_verdict (error), partner);
  if (tick != NULL)
    words->next = append (words->next, tick);
  else if (can_be_pinned (get_verdict (error)))
    words->next = append (
        words->next,
        g_strdup_printf (_ ("Once the partner has confirmed the fingerprint: “waybill-cli trust %s --pin %s”; for an "
                            "imported authority “waybill-cli trust %s --add LABEL”."),
                         name, fingerprint, name));
}

static void
add_assign (WaybillCli *self, WaybillWords *words, const GError *error, const char *partner)
{
  g_autofree char *name = g_shell_quote (partner);

  words->next = append (words->next, g_strdup_printf (_ ("On the command line: “waybill-cli assign LABEL %s”."), name));
}

static const struct
{
  WaybillRemoteError kind;
  void (*add) (WaybillCli *self, WaybillWords *words, const GError *error, const char *partner);
} hints[] = {
  { WAYBILL_REMOTE_ERROR_UNTRUSTED, add_trust },
  { WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED, add_assign },
};

static gboolean
is_sftp (WaybillCli *self, const char *name)
{
  WaybillPartnerStore *store = waybill_cli_get_partners (self, NULL);
  WaybillPartner *partner = store != NULL ? waybill_partner_store_find (store, name, NULL) : NULL;

  return partner != NULL && waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_SFTP;
}

/* How many keys wait says whether the answer is the wrong one or nothing was asked. */
static void
count_waiting (WaybillCli *self, WaybillWords *words)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  g_autoptr (GPtrArray) waiting = store != NULL ? waybill_cert_store_list_requests (store) : g_ptr_array_new ();

  g_free (words->sentence);
  words->sentence
      = waiting->len > 0 ? waybill_words_request_stranger (waiting->len) : g_strdup (_ ("No key waits for a certificate."));
  words->next = append (words->next, g_strdup (_ ("“cert list” shows what waits.")));
}

/**
 * waybill_cli_hint_add:
 * @self: the run
 * @words: the words of @error
 * @error: an error of any domain
 * @partner: (nullable): the partner's name
 *
 * Lengthens reason and next where the kind of the error has something to add. Main thread.
 */
void
waybill_cli_hint_add (WaybillCli *self, WaybillWords *words, const GError *error, const char *partner)
{
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_REQUEST))
    count_waiting (self, words);
  if (error->domain != WAYBILL_REMOTE_ERROR || partner == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if ((int) hints[i].kind == error->code)
      hints[i].add (self, words, error, partner);
  if (error->code == WAYBILL_REMOTE_ERROR_UNSUPPORTED && is_sftp (self, partner))
    {
      g_free (words->sentence);
      words->sentence = g_strdup (_ ("This version of Waybill cannot connect over SFTP yet."));
      g_free (words->next);
      words->next = g_strdup (_ ("Ask the partner whether they offer FTPS too; then “partner edit” changes the protocol."));
    }
}
