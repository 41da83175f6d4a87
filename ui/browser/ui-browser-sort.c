/* Sorting of a whole folder. Heads are numbers, so most of it is counting bytes, without a comparison; what has the same
 * head is little, and is compared. */

#include "ui-browser-sort.h"

#include <string.h>

/* Below this counting costs more than comparing. */
#define FEW 256
/* Names that are alike for so many heads are compared; nobody can make this go deeper. */
#define TURNS 8
#define BYTES 8

typedef WaybillUiBrowserSlot Slot;

typedef struct
{
  gboolean backwards;
  GCompareDataFunc last;
  gpointer data;
} Rule;

static int
compare (gconstpointer first, gconstpointer second, gpointer data)
{
  const Slot *a = first, *b = second;
  const Rule *rule = data;
  int order;

  if (a->head != b->head)
    return a->head < b->head ? -1 : 1;
  order = strcmp (a->key, b->key);
  if (order == 0)
    order = rule->last (GUINT_TO_POINTER (a->index), GUINT_TO_POINTER (b->index), rule->data);
  return rule->backwards ? -order : order;
}

static void
sort_few (Slot *slots, guint n, const Rule *rule)
{
  g_qsort_with_data (slots, (int) n, sizeof (Slot), compare, (gpointer) rule);
}

/* One turn: by one byte of the heads, equals as they were. FALSE: all have the same byte there, and nothing was done. */
static gboolean
sort_by_byte (const Slot *from, Slot *to, guint n, guint byte, const guint *counts)
{
  guint shift = 8 * byte;
  guint starts[256];
  guint start = 0;

  if (counts[from[0].head >> shift & 0xff] == n)
    return FALSE;
  for (guint value = 0; value < 256; value++)
    {
      starts[value] = start;
      start += counts[value];
    }
  for (guint i = 0; i < n; i++)
    to[starts[from[i].head >> shift & 0xff]++] = from[i];
  return TRUE;
}

static void
sort_by_heads (Slot *slots, guint n)
{
  g_autofree Slot *room = g_new (Slot, n);
  g_autofree guint *counts = g_new0 (guint, BYTES * 256);
  Slot *from = slots, *to = room;

  for (guint i = 0; i < n; i++)
    for (guint byte = 0; byte < BYTES; byte++)
      counts[byte * 256 + (slots[i].head >> 8 * byte & 0xff)]++;
  for (guint byte = 0; byte < BYTES; byte++)
    if (sort_by_byte (from, to, n, byte, counts + byte * 256))
      {
        Slot *swap = from;

        from = to;
        to = swap;
      }
  if (from != slots)
    memcpy (slots, from, n * sizeof (Slot));
}

/* The key's next eight bytes as a number; the key goes on behind them. */
static void
take_head (Slot *slot, gboolean backwards)
{
  guint64 head = 0;
  guint i;

  for (i = 0; i < BYTES && slot->key[i] != '\0'; i++)
    head = head << 8 | (guchar) slot->key[i];
  slot->key += i;
  if (i > 0)
    head <<= 8 * (BYTES - i);
  slot->head = backwards ? ~head : head;
}

/* What machines named begins alike: what all have in common decides nothing. */
static void
skip_common_start (Slot *slots, guint n)
{
  const char *first = slots[0].key;
  gsize length = strlen (first);

  for (guint i = 1; i < n && length > 0; i++)
    {
      gsize same = 0;

      while (same < length && slots[i].key[same] == first[same])
        same++;
      length = same;
    }
  for (guint i = 0; i < n; i++)
    slots[i].key += length;
}

static void
take_heads (Slot *slots, guint n, const Rule *rule)
{
  skip_common_start (slots, n);
  for (guint i = 0; i < n; i++)
    take_head (&slots[i], rule->backwards);
}

/* Heads are taken. What they do not tell apart goes into the next turn. */
static void
sort_run (Slot *slots, guint n, const Rule *rule, guint turn)
{
  guint end;

  if (n < FEW || turn == TURNS)
    {
      sort_few (slots, n, rule);
      return;
    }
  sort_by_heads (slots, n);
  for (guint start = 0; start < n; start = end)
    {
      for (end = start + 1; end < n && slots[end].head == slots[start].head; end++)
        ;
      if (end - start == 1)
        continue;
      take_heads (slots + start, end - start, rule);
      sort_run (slots + start, end - start, rule, turn + 1);
    }
}

/**
 * waybill_ui_browser_sort:
 * @slots: (element-type WaybillUiBrowserSlot): what is sorted; heads and keys are used up
 * @by_key: heads are not set: keys decide from their first byte on
 * @backwards: the largest key first; heads that are set count as they are
 * @last: decides about two indices, as pointers, whose keys are equal
 * @data: for @last
 *
 * Equals stay as they were. Any thread.
 */
void
waybill_ui_browser_sort (GArray *slots, gboolean by_key, gboolean backwards, GCompareDataFunc last, gpointer data)
{
  Rule rule = { backwards, last, data };
  Slot *first = (Slot *) (gpointer) slots->data;

  if (slots->len < 2)
    return;
  if (by_key)
    take_heads (first, slots->len, &rule);
  sort_run (first, slots->len, &rule, 0);
}
