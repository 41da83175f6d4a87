/* Names in a server's own charset: read into UTF-8 and written back. What a charset is, iconv knows; which of them can carry
 * names on a line of ASCII commands is decided here. */
#include "base-charset.h"

#include <string.h>

#define NO_ICONV ((GIConv) -1)

/* Of one character of UTF-8 no charset makes more bytes than GB 18030's four; of one byte at most three come of UTF-8. */
#define MOST_GROWTH 4

struct _WaybillBaseCharset
{
  GIConv from; /* into UTF-8; NO_ICONV: this computer has no such charset */
  GIConv into;
};

/* Letters that some charset or other has, and that no ASCII has. */
static const char *const samples[] = { "é", "ß", "я", "α", "א", "ع", "ก", "日", "한", "中", "─" };

/* Appends length bytes at text to *end, which has room. FALSE: something has no place in the charset. */
static gboolean
convert (GIConv iconv, const char *text, gsize length, char **end, gsize room)
{
  char *at = (char *) text;
  char *begin = *end;

  /* Anything but 0 is an error, or something that would not come back as it was. */
  return g_iconv (iconv, &at, &length, end, &room) == 0 && g_iconv (iconv, NULL, NULL, end, &room) == 0 && length == 0
         && memchr (begin, '\0', (gsize) (*end - begin)) == NULL;
}

/* Backslash and tilde are yen and overline in some, and never matter. */
static gboolean
keeps_ascii (GIConv into)
{
  for (char byte = ' '; byte <= '~'; byte++)
    {
      char made[8];
      char *end = made;

      if (byte != '\\' && byte != '~' && !(convert (into, &byte, 1, &end, sizeof made) && end == made + 1 && *made == byte))
        return FALSE;
    }
  return TRUE;
}

/* What shifts between sets with ESC, SO or + hides letters in what looks like ASCII. */
static gboolean
never_shifts (GIConv into)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      char made[32];
      char *end = made;

      if (convert (into, samples[i], strlen (samples[i]), &end, sizeof made) && (guchar) *made < 0x80)
        return FALSE;
      g_iconv (into, NULL, NULL, NULL, NULL);
    }
  return TRUE;
}

/* Without iconv's own switches behind slashes: what is not there must not be put in another's place. */
static gboolean
is_name (const char *name)
{
  gsize length = strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.:+()");

  return length > 0 && length <= WAYBILL_BASE_CHARSET_LONGEST && name[length] == '\0';
}

/**
 * waybill_base_charset_is_utf8:
 * @name: (nullable): a charset's name, however it is written
 *
 * Returns: is it UTF-8? %NULL is
 */
gboolean
waybill_base_charset_is_utf8 (const char *name)
{
  return name == NULL || g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

/**
 * waybill_base_charset_is_usable:
 * @name: a charset's name as iconv takes it
 *
 * Names can travel in a charset in which every byte of ASCII stands for itself and nothing else begins with one. UTF-16,
 * UTF-7, EBCDIC and the ISO 2022 family are none.
 *
 * Returns: can it be used here?
 */
gboolean
waybill_base_charset_is_usable (const char *name)
{
  g_autoptr (WaybillBaseCharset) self = NULL;

  if (waybill_base_charset_is_utf8 (name))
    return TRUE;
  self = waybill_base_charset_new (name);
  return self->into != NO_ICONV && self->from != NO_ICONV && keeps_ascii (self->into) && never_shifts (self->into);
}

/**
 * waybill_base_charset_new:
 * @name: (nullable): a charset's name
 *
 * With a charset that this computer has not, bytes stay as they are, and nothing but ASCII can be written.
 *
 * Returns: (transfer full) (nullable): a charset; %NULL is UTF-8
 */
WaybillBaseCharset *
waybill_base_charset_new (const char *name)
{
  WaybillBaseCharset *self;

  if (waybill_base_charset_is_utf8 (name))
    return NULL;
  self = g_new0 (WaybillBaseCharset, 1);
  self->from = is_name (name) ? g_iconv_open ("UTF-8", name) : NO_ICONV;
  self->into = is_name (name) ? g_iconv_open (name, "UTF-8") : NO_ICONV;
  return self;
}

/**
 * waybill_base_charset_free:
 * @self: (transfer full) (nullable): a charset
 *
 * Frees it.
 */
void
waybill_base_charset_free (WaybillBaseCharset *self)
{
  if (self == NULL)
    return;

  if (self->from != NO_ICONV)
    g_iconv_close (self->from);
  if (self->into != NO_ICONV)
    g_iconv_close (self->into);
  g_free (self);
}

/**
 * waybill_base_charset_decode:
 * @self: (nullable): a charset
 * @bytes: what a server sent
 *
 * Returns: (transfer full): in UTF-8; as it came where it is not of the charset, or of UTF-8
 */
char *
waybill_base_charset_decode (WaybillBaseCharset *self, const char *bytes)
{
  gsize length, room;
  g_autofree char *made = NULL;
  char *end;

  if (self == NULL || self->from == NO_ICONV || g_str_is_ascii (bytes))
    return g_strdup (bytes);
  length = strlen (bytes);
  room = length * MOST_GROWTH;
  end = made = g_malloc (room + 1);
  if (!convert (self->from, bytes, length, &end, room))
    {
      g_iconv (self->from, NULL, NULL, NULL, NULL);
      return g_strdup (bytes);
    }
  *end = '\0';
  return g_steal_pointer (&made);
}

/**
 * waybill_base_charset_encode:
 * @self: (nullable): a charset
 * @text: a name or a path
 *
 * A part of a path that is no UTF-8 came as bytes that could not be read, and goes back as those. Secrets may be given: no
 * copy is left anywhere but in what is returned.
 *
 * Returns: (transfer full) (nullable): the bytes to send; %NULL when the charset has no such letter
 */
char *
waybill_base_charset_encode (WaybillBaseCharset *self, const char *text)
{
  gsize length = strlen (text), room = length * MOST_GROWTH;
  char *made, *end;

  if (self == NULL || g_str_is_ascii (text))
    return g_strdup (text);
  end = made = g_malloc (room + 1);
  while (TRUE)
    {
      gsize part = strcspn (text, "/");

      if (!g_utf8_validate (text, (gssize) part, NULL))
        end = mempcpy (end, text, part);
      else if (self->into == NO_ICONV || !convert (self->into, text, part, &end, room - (gsize) (end - made)))
        break;
      text += part;
      if (*text == '\0')
        {
          *end = '\0';
          return made;
        }
      *end++ = *text++;
    }
  if (self->into != NO_ICONV)
    g_iconv (self->into, NULL, NULL, NULL, NULL);
  explicit_bzero (made, room);
  g_free (made);
  return NULL;
}
