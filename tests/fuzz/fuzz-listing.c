/* Any bytes as a listing in one dialect ($WAYBILL_FUZZ_KIND; none: guessed): cut anywhere it says the same, no entry is what
 * it cannot be, and a safe name is one. */
#include "fuzz.h"

#include "ftp-parser.h"
#include "remote-path.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795348800)

static const char *const charsets[] = { NULL, "ISO-8859-1", "SHIFT_JIS", "UTF-16LE" };

static WaybillRemoteListing *
parse (const guint8 *data, gsize size, gsize piece, const char *charset)
{
  const WaybillFtpParserTerms terms = { .kind = g_getenv ("WAYBILL_FUZZ_KIND"), .charset = charset, .now = NOW };
  WaybillRemoteListing *listing = waybill_remote_listing_new ();
  g_autoptr (WaybillFtpParser) parser = waybill_ftp_parser_new (&terms, listing);

  for (gsize at = 0; at < size; at += piece)
    g_assert_true (waybill_ftp_parser_take (parser, (const char *) data + at, MIN (piece, size - at)));
  g_assert_true (waybill_ftp_parser_end (parser));
  return listing;
}

static void
check (const WaybillRemoteEntry *entry)
{
  g_assert_nonnull (entry->raw);
  g_assert_true ((entry->name == NULL) == (entry->type == WAYBILL_REMOTE_ENTRY_UNREADABLE));
  g_assert_true (entry->size >= -1 && !(entry->size_is_rough && entry->size < 0));
  if (entry->name == NULL)
    return;
  g_assert_true (strcmp (entry->name, "") != 0 && strcmp (entry->name, ".") != 0 && strcmp (entry->name, "..") != 0);
  if (waybill_remote_path_is_safe_name (entry->name))
    for (const char *c = entry->name; *c != '\0'; c++)
      g_assert_true (*c != '/' && *c != '\\' && (guchar) *c >= 0x20 && *c != 0x7f);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *charset = charsets[size % G_N_ELEMENTS (charsets)];
  g_autoptr (WaybillRemoteListing) whole = parse (data, size, MAX (size, 1), charset);
  g_autoptr (WaybillRemoteListing) pieces = parse (data, size, size > 0 ? 1 + data[0] % 29 : 1, charset);
  guint n = waybill_remote_listing_get_length (whole);

  g_assert_cmpuint (n, ==, waybill_remote_listing_get_length (pieces));
  for (guint i = 0; i < n; i++)
    {
      const WaybillRemoteEntry *entry = waybill_remote_listing_get (whole, i);
      const WaybillRemoteEntry *other = waybill_remote_listing_get (pieces, i);

      check (entry);
      g_assert_true (entry->type == other->type && entry->size == other->size && entry->mtime == other->mtime);
      g_assert_cmpstr (entry->name, ==, other->name);
      g_assert_cmpstr (entry->target, ==, other->target);
    }
  return 0;
}
