/* A password in memory: one mapped page each, locked where the limit allows it, never in a core dump, wiped with the last
 * reference. Where it came from and where it is kept is the vault's business. */
#include "secret-text.h"

#include "base-log.h"
#include "base-thread.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

struct _WaybillSecretText
{
  WaybillBaseRef ref;
  char *page;
  gsize page_size;
};

#define RANDOM_LENGTH 32 /* of 64 letters each: 192 bits */
#define RANDOM_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define READABLE_GROUPS 5

static WaybillSecretText *
text_new_empty (void)
{
  WaybillSecretText *self = g_new0 (WaybillSecretText, 1);

  waybill_base_ref_init (&self->ref);
  self->page_size = (gsize) sysconf (_SC_PAGESIZE);
  self->page = mmap (NULL, self->page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (self->page == MAP_FAILED)
    g_error ("No memory for a secret: %s", g_strerror (errno));

  /* Both may fail (RLIMIT_MEMLOCK, an old kernel): the secret is then no worse off than in the heap. */
  (void) mlock (self->page, self->page_size);
  (void) madvise (self->page, self->page_size, MADV_DONTDUMP);
  return self;
}

/* Read-only from here on: a stray write faults instead of changing a password. */
static WaybillSecretText *
text_seal (WaybillSecretText *self)
{
  (void) mprotect (self->page, self->page_size, PROT_READ);
  if (self->page[0] != '\0')
    waybill_base_log_hide (self->page);
  return self;
}

/**
 * waybill_secret_text_new:
 * @text: (nullable): the secret, NUL-terminated; the caller wipes its own copy
 *
 * Copies a secret onto a page of its own. Any thread.
 *
 * Returns: (transfer full) (nullable): the secret; %NULL for %NULL and for more than %WAYBILL_SECRET_TEXT_MAX bytes
 */
WaybillSecretText *
waybill_secret_text_new (const char *text)
{
  if (text == NULL)
    return NULL;

  return waybill_secret_text_new_length (text, strlen (text));
}

/**
 * waybill_secret_text_new_length:
 * @text: the secret's bytes, any encoding
 * @length: how many, 0 to %WAYBILL_SECRET_TEXT_MAX
 *
 * As waybill_secret_text_new() for bytes that are not NUL-terminated. Any thread.
 *
 * Returns: (transfer full) (nullable): the secret; %NULL where it is too long or holds a NUL, which no login, no PFX and
 * no keyring could take whole
 */
WaybillSecretText *
waybill_secret_text_new_length (const char *text, gsize length)
{
  WaybillSecretText *self;

  if (length > WAYBILL_SECRET_TEXT_MAX || (length > 0 && memchr (text, '\0', length) != NULL))
    return NULL;

  self = text_new_empty ();
  if (length > 0)
    memcpy (self->page, text, length);
  return text_seal (self);
}

static void
fill_random (void *bytes, gsize length)
{
  /* Requests of up to 256 bytes are never cut short, but a signal may come before the pool is ready (getrandom(2)). */
  while (getrandom (bytes, length, 0) != (gssize) length)
    if (errno != EINTR)
      g_error ("No randomness: %s", g_strerror (errno));
}

/**
 * waybill_secret_text_new_random:
 *
 * Makes a password that nobody has to type: 32 letters of 64, from the kernel. Any thread.
 *
 * Returns: (transfer full): the secret
 */
WaybillSecretText *
waybill_secret_text_new_random (void)
{
  WaybillSecretText *self = text_new_empty ();

  fill_random (self->page, RANDOM_LENGTH);
  for (guint i = 0; i < RANDOM_LENGTH; i++)
    self->page[i] = RANDOM_LETTERS[(guchar) self->page[i] % 64];
  return text_seal (self);
}

/**
 * waybill_secret_text_is_random:
 * @self: a secret
 *
 * Somebody's own password may look so by chance; then it is as hard to remember. Any thread.
 *
 * Returns: could waybill_secret_text_new_random() have made it, so that nobody knows it but who keeps it?
 */
gboolean
waybill_secret_text_is_random (WaybillSecretText *self)
{
  const char *text = waybill_secret_text_peek (self);

  return strlen (text) == RANDOM_LENGTH && strspn (text, RANDOM_LETTERS) == RANDOM_LENGTH;
}

/**
 * waybill_secret_text_new_readable:
 *
 * Makes a password that can be read out on the telephone and typed by somebody else: five groups of two syllables and two
 * digits, such as “bako-zetu-rumo-nefa-dogu-47”; 66 bits from the kernel. No letter in it looks like another. Any thread.
 *
 * Returns: (transfer full): the secret
 */
WaybillSecretText *
waybill_secret_text_new_readable (void)
{
  /* 16, 4 and 8 of them: what a byte leaves is even. */
  static const char consonants[] = "bdfghjkmnprstvwz", vowels[] = "aeou", digits[] = "23456789";
  WaybillSecretText *self = text_new_empty ();
  char *at = self->page;
  guchar bytes[READABLE_GROUPS * 4 + 2];

  fill_random (bytes, sizeof bytes);
  for (guint i = 0; i < READABLE_GROUPS * 4; i++)
    {
      *at++ = i % 2 == 0 ? consonants[bytes[i] % 16] : vowels[bytes[i] % 4];
      if (i % 4 == 3)
        *at++ = '-';
    }
  *at++ = digits[bytes[READABLE_GROUPS * 4] % 8];
  *at++ = digits[bytes[READABLE_GROUPS * 4 + 1] % 8];
  explicit_bzero (bytes, sizeof bytes);
  return text_seal (self);
}

/**
 * waybill_secret_text_ref:
 * @self: a secret
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillSecretText *
waybill_secret_text_ref (WaybillSecretText *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_secret_text_unref:
 * @self: (transfer full) (nullable): a secret
 *
 * Drops a reference; the last one wipes the page and lets the log forget the secret. Any thread.
 */
void
waybill_secret_text_unref (WaybillSecretText *self)
{
  if (self == NULL || !waybill_base_ref_drop (&self->ref))
    return;

  if (self->page[0] != '\0')
    waybill_base_log_unhide (self->page);
  if (mprotect (self->page, self->page_size, PROT_READ | PROT_WRITE) == 0)
    explicit_bzero (self->page, self->page_size);
  munmap (self->page, self->page_size);
  g_free (self);
}

/**
 * waybill_secret_text_peek:
 * @self: a secret
 *
 * Lends the secret. Who copies it, wipes the copy. Any thread.
 *
 * Returns: (transfer none): NUL-terminated, valid as long as the reference is held
 */
const char *
waybill_secret_text_peek (WaybillSecretText *self)
{
  return self->page;
}
