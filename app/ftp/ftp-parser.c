/* Reads a listing as it arrives. Takes lines out of bytes, finds out which dialect of ftp-parse's table they are in, joins
 * those that belong together, and makes entries of what they say. A line that nobody reads is kept as it came, and never
 * hides its neighbours. */
#include "ftp-parser.h"

#include "ftp-parse-private.h"

#include <string.h>

/* So many lines, or bytes of them, are held back until the dialect is chosen. */
#define SAMPLE_LINES 200
#define SAMPLE_BYTES (64 * 1024)

#define NO_CONVERTER ((GIConv) -1)

enum
{
  NAME,
  TARGET,
  MODE,
  N_TEXTS,
};

/* One pass in one dialect. */
typedef struct
{
  const WaybillFtpDialect *dialect;
  WaybillFtpReader reader;
  GString *held;            /* the beginning of an entry; empty: none */
  WaybillFtpParser *parser; /* (nullable) NULL: it is only counted */
  guint64 score;
} Pass;

typedef struct
{
  gsize begin;
  gsize length;
  gboolean is_broken;
} SampleLine;

struct _WaybillFtpParser
{
  WaybillRemoteListing *listing;
  char *system;
  WaybillFtpReader fresh; /* what each pass begins with */
  Pass pass;              /* its dialect is NULL until one is chosen */
  GIConv converter;
  GString *texts[N_TEXTS];
  GString *line; /* that is being collected */
  gboolean is_too_long;
  GString *sample; /* lines, each with its NUL */
  GArray *sample_lines;
};

static gboolean
add_unreadable (WaybillFtpParser *self, const char *line)
{
  const WaybillRemoteEntry entry
      = { .type = WAYBILL_REMOTE_ENTRY_UNREADABLE, .size = -1, .mtime = WAYBILL_REMOTE_NO_TIME, .raw = line };

  return waybill_remote_listing_add (self->listing, &entry);
}

static gboolean
is_ascii (const WaybillFtpWord *word)
{
  for (gsize i = 0; i < word->length; i++)
    if ((guchar) word->at[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* In UTF-8, when the listing's charset is told and these bytes are of it; a NUL in the result would cut it. */
static gboolean
convert (WaybillFtpParser *self, const WaybillFtpWord *word, GString *text)
{
  g_autofree char *converted = NULL;
  gsize length = 0;

  if (self->converter == NO_CONVERTER || is_ascii (word))
    return FALSE;
  converted = g_convert_with_iconv (word->at, (gssize) word->length, self->converter, NULL, &length, NULL);
  if (converted == NULL || length == 0 || strlen (converted) != length)
    return FALSE;
  g_string_assign (text, converted);
  return TRUE;
}

/* The word as a string of its own; what stands at the end of the line is one already. */
static const char *
get_text (WaybillFtpParser *self, guint slot, const WaybillFtpWord *word)
{
  if (word->length == 0)
    return NULL;
  if (!convert (self, word, self->texts[slot]))
    {
      if (word->at[word->length] == '\0')
        return word->at;
      g_string_truncate (self->texts[slot], 0);
      g_string_append_len (self->texts[slot], word->at, (gssize) word->length);
    }
  return self->texts[slot]->str;
}

static gboolean
add_found (WaybillFtpParser *self, const char *line, const WaybillFtpFound *found)
{
  const WaybillRemoteEntry entry = {
    .type = found->type,
    .size_is_rough = found->size_is_rough && found->size >= 0,
    .name = get_text (self, NAME, &found->name),
    .size = found->size,
    .mtime = found->mtime,
    .target = get_text (self, TARGET, &found->target),
    .mode = get_text (self, MODE, &found->mode),
    .raw = line,
  };

  if (entry.name == NULL)
    return add_unreadable (self, line);
  /* The folder itself and its parent. */
  if (entry.name[0] == '.' && (entry.name[1] == '\0' || (entry.name[1] == '.' && entry.name[2] == '\0')))
    return TRUE;
  return waybill_remote_listing_add (self->listing, &entry);
}

/* Counts, or adds. FALSE: the listing is full. */
static gboolean
report (Pass *pass, WaybillFtpRead read, const char *line, const WaybillFtpFound *found)
{
  if (pass->parser == NULL)
    {
      if (read == WAYBILL_FTP_READ_ENTRY)
        pass->score += found->is_doubtful ? 2 : 4;
      else if (read == WAYBILL_FTP_READ_NOTHING)
        pass->score += 1;
      return TRUE;
    }
  if (read == WAYBILL_FTP_READ_ENTRY)
    return add_found (pass->parser, line, found);
  return read == WAYBILL_FTP_READ_NOTHING || add_unreadable (pass->parser, line);
}

static WaybillFtpRead
read_line (Pass *pass, const char *line, gsize length, WaybillFtpFound *found)
{
  *found = (WaybillFtpFound){ .type = WAYBILL_REMOTE_ENTRY_OTHER, .size = -1, .mtime = WAYBILL_REMOTE_NO_TIME };
  return pass->dialect->read (&pass->reader, line, length, found);
}

static gboolean
report_held (Pass *pass)
{
  gboolean well = pass->held->len == 0 || report (pass, WAYBILL_FTP_READ_NO, pass->held->str, NULL);

  g_string_truncate (pass->held, 0);
  return well;
}

/* Only a line that says nothing by itself may be the rest of the one before it. */
static gboolean
try_join (Pass *pass, const char *line, gboolean *well)
{
  gsize first = pass->held->len;
  WaybillFtpFound found;

  g_string_append_c (pass->held, '\n');
  g_string_append (pass->held, line);
  if (pass->held->len <= WAYBILL_FTP_PARSE_LONGEST_LINE
      && read_line (pass, pass->held->str, pass->held->len, &found) == WAYBILL_FTP_READ_ENTRY)
    {
      *well = report (pass, WAYBILL_FTP_READ_ENTRY, pass->held->str, &found);
      g_string_truncate (pass->held, 0);
      return TRUE;
    }
  g_string_truncate (pass->held, first);
  return FALSE;
}

static gboolean
pass_line (Pass *pass, const char *line, gsize length)
{
  WaybillFtpFound found;
  WaybillFtpRead read = read_line (pass, line, length, &found);

  if (pass->held->len > 0)
    {
      gboolean well = TRUE;

      if (read == WAYBILL_FTP_READ_NO && try_join (pass, line, &well))
        return well;
      if (!report_held (pass))
        return FALSE;
    }
  if (read == WAYBILL_FTP_READ_PART)
    {
      g_string_append_len (pass->held, line, (gssize) length);
      return TRUE;
    }
  return report (pass, read, line, &found);
}

/* What cannot be read in any dialect: cut, or with a NUL in it. */
static gboolean
pass_broken (Pass *pass, const char *line)
{
  return report_held (pass) && report (pass, WAYBILL_FTP_READ_NO, line, NULL);
}

static gboolean
pass_sample (Pass *pass, WaybillFtpParser *self)
{
  gboolean well = TRUE;

  for (guint i = 0; well && i < self->sample_lines->len; i++)
    {
      const SampleLine *line = &g_array_index (self->sample_lines, SampleLine, i);
      const char *text = self->sample->str + line->begin;

      well = line->is_broken ? pass_broken (pass, text) : pass_line (pass, text, line->length);
    }
  return well;
}

/* How well a dialect reads the sample; a name given as a hint counts for more than any listing, a system that writes it for
 * half as much again. */
static guint64
weigh (WaybillFtpParser *self, const WaybillFtpDialect *dialect)
{
  gboolean is_named = dialect == waybill_ftp_parse_find_dialect (self->system);
  Pass pass = { .dialect = dialect, .reader = self->fresh, .held = g_string_new (NULL) };

  if (is_named || !dialect->only_told)
    {
      pass.reader.order = dialect->order;
      pass.reader.is_told = is_named;
      pass_sample (&pass, self);
      report_held (&pass);
    }
  g_string_free (pass.held, TRUE);
  if (is_named)
    return pass.score * 10 * SAMPLE_LINES;
  return pass.score * (waybill_ftp_parse_is_hinted (dialect, self->system) ? 3 : 2);
}

static void
set_dialect (WaybillFtpParser *self, const WaybillFtpDialect *dialect, gboolean is_told)
{
  self->pass.dialect = dialect;
  self->pass.reader = self->fresh;
  self->pass.reader.order = dialect->order;
  self->pass.reader.is_told = is_told;
}

/* From the sample; where nobody reads a line of it, the next ones decide. FALSE: the listing is full. */
static gboolean
choose (WaybillFtpParser *self)
{
  guint n_dialects;
  const WaybillFtpDialect *dialects = waybill_ftp_parse_list_dialects (&n_dialects);
  const WaybillFtpDialect *best = NULL;
  guint64 most = 0;
  gboolean well = TRUE;

  for (guint i = 0; i < n_dialects; i++)
    {
      guint64 weight = weigh (self, &dialects[i]);

      if (weight > most)
        {
          most = weight;
          best = &dialects[i];
        }
    }
  if (best != NULL)
    {
      set_dialect (self, best, best == waybill_ftp_parse_find_dialect (self->system));
      well = pass_sample (&self->pass, self);
    }
  for (guint i = 0; best == NULL && well && i < self->sample_lines->len; i++)
    well = add_unreadable (self, self->sample->str + g_array_index (self->sample_lines, SampleLine, i).begin);
  g_string_truncate (self->sample, 0);
  g_array_set_size (self->sample_lines, 0);
  return well;
}

static gboolean
add_to_sample (WaybillFtpParser *self, gboolean is_broken)
{
  SampleLine line = { self->sample->len, self->line->len, is_broken };

  g_string_append_len (self->sample, self->line->str, (gssize) self->line->len + 1);
  g_array_append_val (self->sample_lines, line);
  return (self->sample_lines->len < SAMPLE_LINES && self->sample->len < SAMPLE_BYTES) || choose (self);
}

static gboolean
is_blank (const GString *line)
{
  return line->len == 0 || strspn (line->str, " \t") == line->len;
}

static gboolean
end_line (WaybillFtpParser *self)
{
  gboolean is_broken, well = TRUE;

  while (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  is_broken = self->is_too_long || memchr (self->line->str, '\0', self->line->len) != NULL;
  if (is_broken || !is_blank (self->line))
    {
      if (self->pass.dialect == NULL)
        well = add_to_sample (self, is_broken);
      else if (is_broken)
        well = pass_broken (&self->pass, self->line->str);
      else
        well = pass_line (&self->pass, self->line->str, self->line->len);
    }
  self->is_too_long = FALSE;
  g_string_truncate (self->line, 0);
  return well;
}

/* A line without end is cut, and shown as one that cannot be read: it never hides its neighbours. */
static void
add_to_line (WaybillFtpParser *self, const char *bytes, gsize length)
{
  gsize room = WAYBILL_FTP_PARSE_LONGEST_LINE - MIN (self->line->len, WAYBILL_FTP_PARSE_LONGEST_LINE);

  self->is_too_long = self->is_too_long || length > room;
  g_string_append_len (self->line, bytes, (gssize) MIN (length, room));
}

/**
 * waybill_ftp_parser_new:
 * @terms: how the listing is to be read; strings are not kept but for the call
 * @listing: gets the entries; must live as long as the parser
 *
 * Makes a parser for one listing. A kind that nobody knows is as none; so is a charset that iconv does not know: names keep
 * their bytes.
 *
 * Returns: (transfer full): a parser
 */
WaybillFtpParser *
waybill_ftp_parser_new (const WaybillFtpParserTerms *terms, WaybillRemoteListing *listing)
{
  WaybillFtpParser *self = g_new0 (WaybillFtpParser, 1);
  const WaybillFtpDialect *told = waybill_ftp_parse_find_dialect (terms->kind);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (terms->now);

  self->listing = listing;
  self->system = g_strdup (terms->system);
  self->fresh.now = terms->now;
  self->fresh.utc_offset = terms->utc_offset;
  self->fresh.year = now != NULL ? g_date_time_get_year (now) : 1970;
  self->converter = terms->charset != NULL && g_ascii_strcasecmp (terms->charset, "UTF-8") != 0
                        ? g_iconv_open ("UTF-8", terms->charset)
                        : NO_CONVERTER;
  for (guint i = 0; i < N_TEXTS; i++)
    self->texts[i] = g_string_new (NULL);
  self->line = g_string_sized_new (256);
  self->sample = g_string_new (NULL);
  self->sample_lines = g_array_new (FALSE, FALSE, sizeof (SampleLine));
  self->pass.parser = self;
  self->pass.held = g_string_new (NULL);
  if (told != NULL)
    set_dialect (self, told, TRUE);
  return self;
}

/**
 * waybill_ftp_parser_take:
 * @self: a parser
 * @bytes: some of the listing, cut anywhere
 * @length: how many
 *
 * Reads on. Lines end with LF or CR LF; those of over 16 KiB and those that hold a NUL stand as unreadable.
 *
 * Returns: %FALSE when the listing is full: what comes must not be read any more
 */
gboolean
waybill_ftp_parser_take (WaybillFtpParser *self, const char *bytes, gsize length)
{
  while (length > 0)
    {
      const char *end = memchr (bytes, '\n', length);
      gsize part = end != NULL ? (gsize) (end - bytes) : length;

      add_to_line (self, bytes, part);
      if (end == NULL)
        return TRUE;
      if (!end_line (self))
        return FALSE;
      bytes += part + 1;
      length -= part + 1;
    }
  return TRUE;
}

/**
 * waybill_ftp_parser_end:
 * @self: a parser
 *
 * The listing is over: what was held back is read, also a last line without its end.
 *
 * Returns: %FALSE when the listing is full
 */
gboolean
waybill_ftp_parser_end (WaybillFtpParser *self)
{
  if (self->line->len > 0 && !end_line (self))
    return FALSE;
  if (self->sample_lines->len > 0 && !choose (self))
    return FALSE;
  return report_held (&self->pass);
}

/**
 * waybill_ftp_parser_get_kind:
 * @self: a parser
 *
 * Returns: (transfer none) (nullable): the name of the dialect in which the listing is read, static; %NULL: none was found
 * (yet)
 */
const char *
waybill_ftp_parser_get_kind (WaybillFtpParser *self)
{
  return self->pass.dialect != NULL ? self->pass.dialect->name : NULL;
}

/**
 * waybill_ftp_parser_free:
 * @self: (transfer full) (nullable): a parser
 *
 * Frees it; the listing stays.
 */
void
waybill_ftp_parser_free (WaybillFtpParser *self)
{
  if (self == NULL)
    return;
  if (self->converter != NO_CONVERTER)
    g_iconv_close (self->converter);
  for (guint i = 0; i < N_TEXTS; i++)
    g_string_free (self->texts[i], TRUE);
  g_string_free (self->line, TRUE);
  g_string_free (self->sample, TRUE);
  g_string_free (self->pass.held, TRUE);
  g_array_unref (self->sample_lines);
  g_free (self->system);
  g_free (self);
}

/**
 * waybill_ftp_parser_knows:
 * @system: (nullable): what somebody said about a server: a SYST reply, or a dialect's name
 *
 * Returns: whether it says anything here
 */
gboolean
waybill_ftp_parser_knows (const char *system)
{
  guint n_dialects;
  const WaybillFtpDialect *dialects = waybill_ftp_parse_list_dialects (&n_dialects);

  if (waybill_ftp_parse_find_dialect (system) != NULL)
    return TRUE;
  for (guint i = 0; i < n_dialects; i++)
    if (waybill_ftp_parse_is_hinted (&dialects[i], system))
      return TRUE;
  return FALSE;
}

/**
 * waybill_ftp_parser_list_kinds:
 * @n_kinds: (out): how many there are
 *
 * Returns: (transfer container): the names of all dialects, each static, NULL-terminated
 */
const char **
waybill_ftp_parser_list_kinds (guint *n_kinds)
{
  guint n_dialects;
  const WaybillFtpDialect *dialects = waybill_ftp_parse_list_dialects (&n_dialects);
  const char **names = g_new0 (const char *, n_dialects + 1);

  for (guint i = 0; i < n_dialects; i++)
    names[i] = dialects[i].name;
  *n_kinds = n_dialects;
  return names;
}
