/* The value that a person reads, and the one way to fill names into its texts. It knows no error. */
#include "words-private.h"

#include "remote-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * waybill_words_fill:
 * @text: a translated text with names in braces, such as "{partner} hung up"
 * @fills: (array): what they stand for, ended by a %NULL name
 *
 * Fills the names in, in one pass: a file called "{partner}" stays what it is. A name that is not listed stands for nothing.
 * No printf: what a server named can hold a per cent sign.
 *
 * Returns: (transfer full): the text
 */
char *
waybill_words_fill (const char *text, const WaybillWordsFill *fills)
{
  g_autoptr (GString) result = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      const WaybillWordsFill *fill = fills;

      if (end == NULL)
        {
          g_string_append_c (result, *at++);
          continue;
        }
      while (fill->name != NULL
             && (strlen (fill->name) != (gsize) (end - at - 1) || strncmp (fill->name, at + 1, end - at - 1) != 0))
        fill++;
      if (fill->name != NULL && at == text && fill->start != NULL)
        g_string_append (result, fill->start);
      else if (fill->name != NULL && fill->value != NULL)
        g_string_append (result, fill->value);
      at = end + 1;
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * waybill_words_append:
 * @first: (nullable) (transfer full): a text
 * @second: (nullable) (transfer full): what comes after it
 *
 * Joins two texts with a blank.
 *
 * Returns: (transfer full) (nullable): both, the one that is there, or %NULL
 */
char *
waybill_words_append (char *first, char *second)
{
  g_autofree char *a = first;
  g_autofree char *b = second;

  if (a == NULL || b == NULL)
    return a != NULL ? g_steal_pointer (&a) : g_steal_pointer (&b);
  return g_strconcat (a, " ", b, NULL);
}

/**
 * waybill_words_quote:
 * @text: a name that somebody else made up
 *
 * Returns: (transfer full): @text in quotation marks, safe to show
 */
char *
waybill_words_quote (const char *text)
{
  g_autofree char *safe = waybill_remote_path_dup_display (text);

  /* Translators: a name in quotation marks, as your language writes them. */
  return g_strdup_printf (_ ("“%s”"), safe);
}

/**
 * waybill_words_to_text:
 * @self: words
 *
 * Returns: (transfer full): every part on a line of its own, without a newline at the end; the server's words are marked as
 * such
 */
char *
waybill_words_to_text (const WaybillWords *self)
{
  g_autoptr (GString) text = g_string_new (self->title);
  const char *parts[] = { self->sentence, self->reason, self->next };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "\n%s", parts[i]);
  if (self->server_words != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("The server’s own words: %s"), self->server_words);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * waybill_words_to_body:
 * @self: words
 * @between: what stands between the parts: a blank, or an empty line
 *
 * For places that show the title by themselves.
 *
 * Returns: (transfer full): sentence, reason where there is one, and next step
 */
char *
waybill_words_to_body (const WaybillWords *self, const char *between)
{
  const char *parts[]
      = { self->sentence, self->reason != NULL ? self->reason : self->next, self->reason != NULL ? self->next : NULL, NULL };

  return g_strjoinv (between, (char **) parts);
}

/**
 * waybill_words_free:
 * @self: (nullable): words
 *
 * Frees them.
 */
void
waybill_words_free (WaybillWords *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->reason);
  g_free (self->next);
  g_free (self->server_words);
  g_free (self);
}
