/* Transfers in words: the state of one, the sum of all, and what a folder list says at its foot. Short: each fits beside a
 * progress bar. Pure. */
#include "words-transfer.h"

#include "words-error.h"
#include "words-time.h"

#include "base-clock.h"
#include "remote-entry.h"
#include "remote-path.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* Translators: what stands between the parts of a state, such as "6.1 MB/s · 5 s left". */
#define BETWEEN N_ (" · ")

static void
add_part (GString *text, char *part)
{
  if (part == NULL)
    return;
  if (text->len > 0)
    g_string_append (text, _ (BETWEEN));
  g_string_append (text, part);
  g_free (part);
}

/* Both in the unit of the second, so that the eye compares numbers only. */
static char *
dup_of (gint64 bytes, gint64 size)
{
  g_autofree char *whole = waybill_words_size (size);
  gint64 scale = 1;
  double value;

  if (size < 0)
    return waybill_words_size (bytes);
  while (size / scale >= 1000 || (double) size / (double) scale >= 999.5)
    scale *= 1000;
  value = (double) size / (double) scale;
  /* Translators: so much of a size, such as "52.2 of 84.2 MB". */
  return g_strdup_printf (_ ("%.*f of %s"),
                          scale == 1 || value >= 99.95 ? 0
                          : value < 9.995              ? 2
                                                       : 1,
                          (double) MIN (bytes, size) / (double) scale, whole);
}

/* Two figures: the third would only flicker. */
static char *
dup_speed (gint64 bytes)
{
  static const char *const names[] = { "kB", "MB", "GB", "TB" };
  double value = (double) bytes / 1000;
  gsize unit = 0;

  if (bytes <= 0)
    return NULL;
  if (bytes < 1000)
    {
      g_autofree char *size = waybill_words_size (bytes);

      return g_strdup_printf (_ ("%s/s"), size);
    }
  while (value >= 999.5 && unit < G_N_ELEMENTS (names) - 1)
    {
      value /= 1000;
      unit++;
    }
  /* Translators: a speed, such as "6.1 MB/s". */
  return g_strdup_printf (_ ("%.*f %s/s"), value < 9.95 ? 1 : 0, value, names[unit]);
}

static char *
dup_left (gint64 seconds)
{
  gint64 minutes = (seconds + 59) / 60;

  if (seconds < 0)
    return NULL;
  if (seconds < 60)
    return g_strdup_printf (_ ("%d s left"), (int) seconds);
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min left"), (int) minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (_ ("%d h %d min left"), (int) (minutes / 60), (int) (minutes % 60));
  return g_strdup_printf (_ ("%d days left"), (int) MIN (minutes / (24 * 60), G_MAXINT));
}

static char *
dup_moment (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (waybill_base_clock_now ());

  if (time != NULL && now != NULL && g_date_time_get_year (time) == g_date_time_get_year (now)
      && g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    return g_date_time_format (time, "%H:%M");
  return waybill_words_time_point (unix_seconds);
}

static char *
dup_done (const WaybillWordsTransfer *self)
{
  /* Translators: %s is a time, such as "08:31". */
  static const char *const texts[2][3] = {
    [WAYBILL_TRANSFER_GET]
    = { N_ ("Fetched %s"), N_ ("Fetched %s, size agrees"), N_ ("Fetched %s, size and SHA-256 agree") },
    [WAYBILL_TRANSFER_PUT]
    = { N_ ("Delivered %s"), N_ ("Delivered %s, size agrees"), N_ ("Delivered %s, size and SHA-256 agree") },
  };
  g_autofree char *moment = dup_moment (self->ended);
  guint sureness = !self->size_checked ? 0 : self->hash_agreed ? 2 : 1;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (texts[self->direction == WAYBILL_TRANSFER_PUT][sureness]), moment);
#pragma GCC diagnostic pop
}

static char *
dup_running (const WaybillWordsTransfer *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_part (text, dup_of (self->bytes, self->size));
  add_part (text, dup_speed (self->speed));
  add_part (text, dup_left (self->time_left));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_failed (const WaybillWordsTransfer *self)
{
  const char *reason = self->reason;

  if (reason == NULL)
    reason = self->direction == WAYBILL_TRANSFER_PUT ? _ ("Not delivered") : _ ("Not fetched");
  /* Translators: a reason and the server's code, such as "No permission in /in/stock (550)". */
  return self->reply_code != 0 ? g_strdup_printf (_ ("%s (%d)"), reason, self->reply_code) : g_strdup (reason);
}

/**
 * waybill_words_transfer_state:
 * @self: what is known of a transfer
 *
 * Says how it stands, in one short line.
 *
 * Returns: (transfer full): such as "52.2 of 84.2 MB · 6.1 MB/s · 5 s left"
 */
char *
waybill_words_transfer_state (const WaybillWordsTransfer *self)
{
  switch (self->state)
    {
    case WAYBILL_TRANSFER_STATE_WAITING:
      return self->place > 0 ? g_strdup_printf (_ ("Waiting · number %u"), self->place) : g_strdup (_ ("Waiting"));
    case WAYBILL_TRANSFER_STATE_RUNNING:
      return dup_running (self);
    case WAYBILL_TRANSFER_STATE_CHECKING:
      return g_strdup (_ ("Checking…"));
    case WAYBILL_TRANSFER_STATE_PAUSED:
      return g_strdup (_ ("Paused"));
    case WAYBILL_TRANSFER_STATE_ASKING:
      return g_strdup (_ ("Needs your answer"));
    case WAYBILL_TRANSFER_STATE_DONE:
      return dup_done (self);
    case WAYBILL_TRANSFER_STATE_LEFT:
      /* Translators: a file that was left out, and why. */
      return self->reason != NULL ? g_strdup_printf (_ ("Skipped: %s"), self->reason) : g_strdup (_ ("Skipped"));
    case WAYBILL_TRANSFER_STATE_FAILED:
      return dup_failed (self);
    case WAYBILL_TRANSFER_STATE_CANCELLED:
    case WAYBILL_TRANSFER_N_STATES:
    default:
      return g_strdup (self->has_part ? _ ("Stopped. A part of it is still at the partner") : _ ("Stopped"));
    }
}

/* The shortest form of why. */

static char *
dup_folder (WaybillTransferItem *item)
{
  g_autofree char *folder = waybill_remote_path_dup_folder (waybill_transfer_item_get_remote_path (item));

  return *folder != '\0' ? waybill_remote_path_dup_display (folder) : NULL;
}

static char *
dup_in_folder (WaybillTransferItem *item, const char *with_folder, const char *without)
{
  g_autofree char *folder = dup_folder (item);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return folder != NULL ? g_strdup_printf (_ (with_folder), folder) : g_strdup (_ (without));
#pragma GCC diagnostic pop
}

static const char *
local_reason (int os_error)
{
  switch (os_error)
    {
    case 0:
      return N_ ("It was changed while it was sent");
    case EACCES:
    case EPERM:
      return N_ ("No permission on this computer");
    case ENOENT:
      return N_ ("Not found on this computer");
    case EISDIR:
      return N_ ("A folder of this name is on this computer");
    case EEXIST:
    case ENOTDIR:
      return N_ ("A file stands where a folder is needed");
    case EROFS:
      return N_ ("This computer’s folder is read-only");
    default:
      return N_ ("This computer could not read or write it");
    }
}

static char *
dup_reason (WaybillTransferItem *item, const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  gboolean sent = waybill_transfer_item_get_direction (item) == WAYBILL_TRANSFER_PUT;
  g_autoptr (WaybillWords) words = NULL;

  if (facts != NULL)
    switch ((WaybillRemoteError) error->code)
      {
      case WAYBILL_REMOTE_ERROR_DENIED:
        return dup_in_folder (item, N_ ("No permission in %s"), N_ ("No permission there"));
      case WAYBILL_REMOTE_ERROR_NOT_FOUND:
        return sent ? dup_in_folder (item, N_ ("No folder %s there"), N_ ("No such folder there"))
                    : dup_in_folder (item, N_ ("Not found in %s"), N_ ("Not found there"));
      case WAYBILL_REMOTE_ERROR_LOCAL:
        if (facts->phase == WAYBILL_REMOTE_PHASE_CHECK)
          break;
        return g_strdup (_ (local_reason (facts->os_error)));
      case WAYBILL_REMOTE_ERROR_UNSAFE:
        return g_strdup (_ ("The name could do harm"));
      case WAYBILL_REMOTE_ERROR_CHARSET:
        return g_strdup (_ ("The partner’s charset lacks a letter of the name"));
      case WAYBILL_REMOTE_ERROR_UNSUPPORTED:
        if (facts->verb == NULL && facts->phase == WAYBILL_REMOTE_PHASE_NONE)
          return g_strdup (_ ("More than 100,000 files or 64 levels at once"));
        break;
      default:
        break;
      }
  words = waybill_words_error (error, NULL);
  return g_steal_pointer (&words->title);
}

/**
 * waybill_words_transfer_item:
 * @item: an item of a queue
 *
 * Returns: (transfer full): waybill_words_transfer_state() for it
 */
char *
waybill_words_transfer_item (WaybillTransferItem *item)
{
  const WaybillTransferResult *result = waybill_transfer_item_get_result (item);
  const GError *error = waybill_transfer_item_get_error (item);
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  WaybillWordsTransfer transfer = {
    .state = waybill_transfer_item_get_state (item),
    .direction = waybill_transfer_item_get_direction (item),
    .place = waybill_transfer_item_get_place (item),
    .bytes = waybill_transfer_item_get_bytes (item),
    .size = waybill_transfer_item_get_size (item),
    .speed = waybill_transfer_item_get_speed (item),
    .time_left = waybill_transfer_item_get_time_left (item),
    .ended = waybill_transfer_item_get_ended (item),
    .size_checked = result != NULL && result->outcome.size_checked,
    .has_part = waybill_transfer_item_get_has_part (item),
    .reply_code = facts != NULL ? facts->reply_code : 0,
  };
  g_autofree char *reason = NULL;

  if (transfer.state == WAYBILL_TRANSFER_STATE_FAILED && error != NULL)
    reason = dup_reason (item, error);
  else if (transfer.state == WAYBILL_TRANSFER_STATE_LEFT && error != NULL)
    reason = g_strdup (_ ("links are not followed"));
  transfer.reason = reason;
  return waybill_words_transfer_state (&transfer);
}

/**
 * waybill_words_transfer_rests:
 * @item: an item that waits in a queue that rests
 * @why: (nullable): what made the queue pause itself
 *
 * Returns: (transfer full): such as "Paused", or with the reason behind it
 */
char *
waybill_words_transfer_rests (WaybillTransferItem *item, const GError *why)
{
  g_autofree char *reason = why != NULL ? dup_reason (item, why) : NULL;

  /* Translators: a file that waits, and why, such as "Paused · The disk is full". */
  return reason != NULL ? g_strdup_printf (_ ("Paused · %s"), reason) : g_strdup (_ ("Paused"));
}

/* (transfer full): the last component where it goes to, or went to. */
static char *
dup_name_there (WaybillTransferItem *item)
{
  const WaybillTransferResult *result = waybill_transfer_item_get_result (item);

  if (waybill_transfer_item_get_direction (item) == WAYBILL_TRANSFER_PUT)
    return g_path_get_basename (result != NULL ? result->remote_path : waybill_transfer_item_get_remote_path (item));
  return g_path_get_basename (result != NULL ? result->local_path : waybill_transfer_item_get_local_path (item));
}

/**
 * waybill_words_transfer_where:
 * @item: an item of a queue
 *
 * Returns: (transfer full): the folder at the partner, such as "to /in/orders" or "from /out", and what is special about
 * where it goes: another name, another program
 */
char *
waybill_words_transfer_where (WaybillTransferItem *item)
{
  gboolean sends = waybill_transfer_item_get_direction (item) == WAYBILL_TRANSFER_PUT;
  /* Translators: %s is a folder. */
  g_autofree char *folder = sends ? dup_in_folder (item, N_ ("to %s"), N_ ("to the login folder"))
                                  /* Translators: %s is a folder. */
                                  : dup_in_folder (item, N_ ("from %s"), N_ ("from the login folder"));
  g_autofree char *name = dup_name_there (item);
  g_autofree char *shown = NULL;

  if (waybill_transfer_item_get_passed_on (item))
    /* Translators: %s is such as "from /out". */
    return g_strdup_printf (_ ("%s, for another program"), folder);
  if (g_str_equal (name, waybill_transfer_item_get_name (item)))
    return g_steal_pointer (&folder);
  shown = waybill_remote_path_dup_display (name);
  /* Translators: the first is such as "to /in", the second a name of a file. */
  return g_strdup_printf (_ ("%s, as %s"), folder, shown);
}

/**
 * waybill_words_transfer_totals:
 * @totals: the sums of a queue
 *
 * Returns: (transfer full): such as "2 running · 1 needs you · 9.0 MB/s · 5 s left", or "Nothing is waiting"
 */
char *
waybill_words_transfer_totals (const WaybillTransferTotals *totals)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (totals->walking)
    add_part (text, g_strdup (_ ("Reading folders…")));
  if (totals->running > 0)
    add_part (text, g_strdup_printf (ngettext ("%u running", "%u running", totals->running), totals->running));
  if (totals->waiting > 0)
    add_part (text, g_strdup_printf (ngettext ("%u waiting", "%u waiting", totals->waiting), totals->waiting));
  if (totals->asking > 0)
    add_part (text, g_strdup_printf (ngettext ("%u needs you", "%u need you", totals->asking), totals->asking));
  if (totals->paused > 0)
    add_part (text, g_strdup_printf (ngettext ("%u paused", "%u paused", totals->paused), totals->paused));
  if (totals->failed > 0)
    add_part (text, g_strdup_printf (ngettext ("%u failed", "%u failed", totals->failed), totals->failed));
  add_part (text, dup_speed (totals->speed));
  add_part (text, dup_left (totals->time_left));
  if (text->len == 0)
    return g_strdup (_ ("Nothing is waiting"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * waybill_words_transfer_selected:
 * @n_selected: how many entries of a list are selected
 * @n_items: how many it has
 * @size: of the selected files; -1: unknown
 *
 * Returns: (transfer full): such as "6 items" or "2 of 7 selected · 244 kB"
 */
char *
waybill_words_transfer_selected (guint n_selected, guint n_items, gint64 size)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_selected == 0)
    return g_strdup_printf (ngettext ("%u item", "%u items", n_items), n_items);
  add_part (text, g_strdup_printf (ngettext ("%u of %u selected", "%u of %u selected", n_selected), n_selected, n_items));
  if (size >= 0)
    add_part (text, waybill_words_size (size));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
compare (gint64 one, gint64 other)
{
  return (one > other) - (one < other);
}

/**
 * waybill_words_transfer_compared:
 * @size: a file's, in bytes; -1: unknown
 * @time: when it was changed, in Unix seconds; %WAYBILL_REMOTE_NO_TIME: unknown
 * @other_size: of the file beside it
 * @other_time: of the file beside it
 *
 * Times are compared as they stand: a server that tells them in its own zone is not told from one that does not.
 *
 * Returns: (nullable): "newer and larger", "older", "same size"; %NULL when nothing can be compared
 */
const char *
waybill_words_transfer_compared (gint64 size, gint64 time, gint64 other_size, gint64 other_time)
{
  /* By time, then by size: less, the same, more; the last of each: unknown. */
  static const char *const rows[4][4] = {
    { N_ ("older and smaller"), N_ ("older, same size"), N_ ("older and larger"), N_ ("older") },
    { N_ ("smaller"), N_ ("same size and time"), N_ ("larger"), N_ ("same time") },
    { N_ ("newer and smaller"), N_ ("newer, same size"), N_ ("newer and larger"), N_ ("newer") },
    { N_ ("smaller"), N_ ("same size"), N_ ("larger"), NULL },
  };
  gboolean times = time != WAYBILL_REMOTE_NO_TIME && other_time != WAYBILL_REMOTE_NO_TIME;
  const char *said
      = rows[times ? compare (time, other_time) + 1 : 3][size >= 0 && other_size >= 0 ? compare (size, other_size) + 1 : 3];

  return said != NULL ? _ (said) : NULL;
}
