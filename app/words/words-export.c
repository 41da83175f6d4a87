/* An export in words. Tables for files, shapes and locks; the strength of a password is guessed from its length and variety,
 * and measured by what the lock makes of it. */

#include "words-export.h"

#include "words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *ours;
  const char *theirs;
} roles[] = {
  [WAYBILL_CERT_EXPORT_ROLE_KEY] = { N_ ("your certificate and its key, locked"), NULL },
  [WAYBILL_CERT_EXPORT_ROLE_EVERYTHING] = { N_ ("certificate, key and the whole chain, locked"), NULL },
  [WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE]
  = { N_ ("your certificate without the key"), N_ ("the certificate; it has no key here") },
  [WAYBILL_CERT_EXPORT_ROLE_CHAIN]
  = { N_ ("your certificate and its authorities, without the key"), N_ ("the certificate and its authorities") },
  [WAYBILL_CERT_EXPORT_ROLE_SIGNER] = { N_ ("the authority that signed it"), NULL },
  [WAYBILL_CERT_EXPORT_ROLE_HIGHER] = { N_ ("an authority above that"), NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (roles) == WAYBILL_CERT_N_EXPORT_ROLES);

static const struct
{
  const char *title;
  const char *text;
} shapes[] = {
  [WAYBILL_CERT_EXPORT_SEPARATE]
  = { N_ ("Separate (recommended)"), N_ ("The .cer files can be handed to anyone. The key stays in its own locked file.") },
  [WAYBILL_CERT_EXPORT_COMBINED]
  = { N_ ("Combined"), N_ ("Everything in one locked file. Choose this if the sheet names only a .pfx or .p12.") },
  [WAYBILL_CERT_EXPORT_DER] = { N_ ("One .cer, binary (DER)"), N_ ("On sheets: “DER encoded binary X.509 (.CER)”.") },
  [WAYBILL_CERT_EXPORT_BASE64] = { N_ ("One .cer, as text (Base64)"), N_ ("On sheets: “Base-64 encoded X.509 (.CER)”.") },
  [WAYBILL_CERT_EXPORT_P7B]
  = { N_ ("One .p7b with the authorities"), N_ ("On sheets: “Cryptographic Message Syntax Standard, PKCS #7 (.P7B)”.") },
  [WAYBILL_CERT_EXPORT_PEM]
  = { N_ ("One .pem with the authorities, as text"), N_ ("On sheets: “PEM”, “certificate chain”, “bundle”.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (shapes) == WAYBILL_CERT_N_EXPORT_SHAPES);

static const struct
{
  const char *title;
  const char *text;
} locks[] = {
  [WAYBILL_CERT_LOCK_MODERN] = { N_ ("Anything recent"), N_ ("New programs, and Windows since 2019: AES-256") },
  [WAYBILL_CERT_LOCK_LEGACY]
  = { N_ ("Older Windows or IBM i"), N_ ("Triple DES and SHA-1. Weaker lock. Use a long password.") },
};

/**
 * waybill_words_export_role:
 * @role: what a file is
 * @is_ours: whether the certificate is one with a key, be it in the file or not
 *
 * Returns: it in a few words, to stand behind the file's name
 */
const char *
waybill_words_export_role (WaybillCertExportRole role, gboolean is_ours)
{
  g_return_val_if_fail (role < WAYBILL_CERT_N_EXPORT_ROLES, "");

  return _ (is_ours || roles[role].theirs == NULL ? roles[role].ours : roles[role].theirs);
}

/**
 * waybill_words_export_shape:
 * @shape: a choice
 *
 * Returns: its title
 */
const char *
waybill_words_export_shape (WaybillCertExportShape shape)
{
  g_return_val_if_fail (shape < WAYBILL_CERT_N_EXPORT_SHAPES, "");

  return _ (shapes[shape].title);
}

/**
 * waybill_words_export_shape_text:
 * @shape: a choice
 *
 * Returns: when to choose it, or what sheets call it
 */
const char *
waybill_words_export_shape_text (WaybillCertExportShape shape)
{
  g_return_val_if_fail (shape < WAYBILL_CERT_N_EXPORT_SHAPES, "");

  return _ (shapes[shape].text);
}

/**
 * waybill_words_export_lock:
 * @lock: how a key is locked
 *
 * Returns: who opens it, as a choice
 */
const char *
waybill_words_export_lock (WaybillCertLock lock)
{
  return _ (locks[lock].title);
}

/**
 * waybill_words_export_lock_text:
 * @lock: how a key is locked
 *
 * Returns: what that means
 */
const char *
waybill_words_export_lock_text (WaybillCertLock lock)
{
  return _ (locks[lock].text);
}

/* Passwords */

/* What everybody tries first; as good as one letter. */
static const char *const common[]
    = { "password", "passwort", "kennwort", "geheim", "secret", "qwertz", "qwerty", "letmein", "welcome", "waybill", NULL };

/* A password that is looked at where it lies: no copy of it stays behind in the heap. */
typedef struct
{
  const char *text;
  const char *gap; /* (nullable): the common word in it, all but the last letter of which is passed over */
  gsize gap_length;
} Looked;

static const char *
skip_gap (const Looked *self, const char *at)
{
  return at == self->gap ? at + self->gap_length : at;
}

/* How many different letters somebody who tries would have to reckon with. */
static guint
count_pool (const Looked *self)
{
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, other = FALSE, foreign = FALSE;

  for (const char *at = skip_gap (self, self->text); *at != '\0'; at = skip_gap (self, at + 1))
    {
      lower |= g_ascii_islower (*at);
      upper |= g_ascii_isupper (*at);
      digit |= g_ascii_isdigit (*at);
      other |= g_ascii_isprint (*at) && !g_ascii_isalnum (*at);
      foreign |= (guchar) *at >= 0x80;
    }
  return (lower ? 26u : 0) + (upper ? 26u : 0) + (digit ? 10u : 0) + (other ? 20u : 0) + (foreign ? 60u : 0);
}

/* A letter that repeats the one before, or follows it in the alphabet, says almost nothing. */
static guint
count_letters (const Looked *self)
{
  guint quarters = 0;
  gunichar before = 0;

  for (const char *at = skip_gap (self, self->text); *at != '\0'; at = skip_gap (self, g_utf8_next_char (at)))
    {
      gunichar letter = g_unichar_tolower (g_utf8_get_char (at));

      quarters += letter == before || letter == before + 1 || letter + 1 == before ? 1 : 4;
      before = letter;
    }
  return quarters / 4;
}

static Looked
look_at (const char *password)
{
  for (guint i = 0; common[i] != NULL; i++)
    for (const char *at = password; *at != '\0'; at++)
      if (g_ascii_strncasecmp (at, common[i], strlen (common[i])) == 0)
        return (Looked){ password, at, strlen (common[i]) - 1 };
  return (Looked){ password, NULL, 0 };
}

/**
 * waybill_words_export_strength:
 * @password: UTF-8
 * @lock: how the file is locked: the older way lets somebody who has the file try much faster (2,048 rounds, not 600,000),
 * and wants eight bits more
 *
 * Guesses how long a password would hold against somebody who has the file. Any thread.
 *
 * Returns: how strong it is
 */
WaybillWordsStrength
waybill_words_export_strength (const char *password, WaybillCertLock lock)
{
  Looked looked;
  guint bits;

  if (*password == '\0' || !g_utf8_validate (password, -1, NULL))
    return WAYBILL_WORDS_STRENGTH_NONE;
  looked = look_at (password);
  bits = count_letters (&looked) * (g_bit_storage (count_pool (&looked)) - 1);
  if (lock == WAYBILL_CERT_LOCK_LEGACY)
    bits -= MIN (bits, 8);
  if (bits < 40)
    return WAYBILL_WORDS_STRENGTH_WEAK;
  return bits < 60 ? WAYBILL_WORDS_STRENGTH_FAIR : WAYBILL_WORDS_STRENGTH_STRONG;
}

/**
 * waybill_words_export_strength_word:
 * @strength: how strong a password is
 *
 * Returns: it in a word; "" for none
 */
const char *
waybill_words_export_strength_word (WaybillWordsStrength strength)
{
  switch (strength)
    {
    case WAYBILL_WORDS_STRENGTH_WEAK:
      return C_ ("password", "weak");
    case WAYBILL_WORDS_STRENGTH_FAIR:
      return C_ ("password", "fair");
    case WAYBILL_WORDS_STRENGTH_STRONG:
      return C_ ("password", "strong");
    default:
      return "";
    }
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/**
 * waybill_words_export_refuse:
 * @password: what was typed first
 * @again: what was typed the second time
 * @lock: how the file is locked
 *
 * Returns: (nullable): why it will not do; %NULL when it will, or when nothing can be said yet because a field is empty
 */
const char *
waybill_words_export_refuse (const char *password, const char *again, WaybillCertLock lock)
{
  if (*password == '\0')
    return NULL;
  if (lock == WAYBILL_CERT_LOCK_LEGACY && !is_ascii (password))
    return _ ("Older programs read letters such as ä or é in another way. Use plain letters, digits and signs.");
  if (*again != '\0' && !g_str_has_prefix (password, again))
    return _ ("The two passwords are not the same.");
  return NULL;
}

/* Sentences */

/**
 * waybill_words_export_purpose:
 * @certificate: what is exported
 * @is_good: (out): whether somebody can be logged in with it
 *
 * Returns: a sentence that says so
 */
const char *
waybill_words_export_purpose (WaybillCertCertificate *certificate, gboolean *is_good)
{
  *is_good = waybill_cert_certificate_is_for_clients (certificate) && !waybill_cert_certificate_is_authority (certificate);
  if (waybill_cert_certificate_is_authority (certificate))
    return _ ("An authority: whoever gets it can check the certificates that it signed.");
  if (*is_good)
    return _ ("Good for client authentication: servers can log you in with it.");
  return _ ("Not made for client authentication: most servers will not log you in with it.");
}

/**
 * waybill_words_export_missing:
 * @authority: the name of the one that is not in the store
 *
 * Returns: (transfer full): that it is missing, and what to do
 */
char *
waybill_words_export_missing (const char *authority)
{
  g_autofree char *name = waybill_words_quote (authority);

  /* Translators: the name of an authority, in quotation marks. */
  return g_strdup_printf (
      _ ("The authority %s is not in the store, so it cannot go along. Whoever gets the files may need it: "
         "import its .cer first, or send it later."),
      name);
}

/**
 * waybill_words_export_taken_title:
 * @names: (array zero-terminated=1): files that are in the way, 1 at least
 *
 * Returns: (transfer full): the title of the question what to do
 */
char *
waybill_words_export_taken_title (const char *const *names)
{
  guint n = g_strv_length ((char **) names);
  g_autofree char *name = waybill_words_quote (names[0]);

  if (n == 1)
    /* Translators: the name of a file, in quotation marks. */
    return g_strdup_printf (_ ("%s is already there"), name);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file is already there", "%u files are already there", n), n);
}

/**
 * waybill_words_export_taken_body:
 * @names: (array zero-terminated=1): files that are in the way, 1 at least
 * @folder: where, as shown
 *
 * Returns: (transfer full): what lies there, and what Keep Both would do
 */
char *
waybill_words_export_taken_body (const char *const *names, const char *folder)
{
  g_autofree char *list = g_strjoinv (", ", (char **) names);
  g_autofree char *place = waybill_words_quote (folder);

  /* Translators: a folder in quotation marks, and names of files. */
  return g_strdup_printf (_ ("The folder %s holds %s. “Keep Both” gives all new files a number."), place, list);
}

/**
 * waybill_words_export_done:
 * @plan: what was written
 * @folder: where, as shown
 *
 * Returns: (transfer full): what was done, and what became of the password
 */
char *
waybill_words_export_done (WaybillCertExportPlan *plan, const char *folder)
{
  guint n = waybill_cert_export_plan_get_files (plan)->len;
  g_autofree char *place = waybill_words_quote (folder);
  /* Translators: a number, and a folder in quotation marks. */
  g_autofree char *where
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file is in %s.", "%u files are in %s.", n), n, place);

  if (!waybill_cert_export_plan_has_key (plan))
    return g_steal_pointer (&where);
  return g_strdup_printf ("%s %s", where,
                          _ ("Waybill does not keep the password: hand it over by another way than the files."));
}
