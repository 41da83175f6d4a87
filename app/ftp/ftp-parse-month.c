/* Names of months, as ls writes them in the languages of the C library. No language is told: each name stands for one month
 * in all of them. */
#include "ftp-parse-private.h"

#include <string.h>

/* Lower case, UTF-8; the English ones are found before this is looked at. */
static const char *const months[12] = {
  "janv;jän;jänner;ene;gen;tammi;sty;led;янв;oca;ian;ιαν;січ;january;januar",
  "févr;fév;fevr;febr;fev;helmi;lut;úno;фев;şub;φεβ;лют;february;februar",
  "mär;mrz;märz;mars;mrt;maa;maalis;bře;мар;márc;μαρ;μάρ;бер;march",
  "avril;avr;abr;huhti;kwi;dub;апр;ápr;nis;απρ;кві;april",
  "mai;mag;mei;maj;touko;kvě;май;мая;máj;μαΐ;μάι;тра",
  "juin;giu;kesä;cze;čen;июн;jún;haz;iun;ιουν;ιούν;чер;june;juni",
  "juil;lug;heinä;lip;čec;июл;júl;tem;iul;ιουλ;ιούλ;лип;july;juli",
  "août;aoû;aout;ago;elo;sie;srp;авг;ağu;αυγ;αύγ;сер;august",
  "sept;set;syys;wrz;zář;сен;szept;eyl;σεπ;вер;september",
  "okt;ott;out;loka;paź;říj;окт;eki;οκτ;жов;october;oktober",
  "marras;lis;ноя;kas;noi;νοε;νοέ;лис;november",
  "dez;dic;déc;des;joulu;gru;pro;дек;ara;δεκ;гру;december;dezember",
};

/* The next character: UTF-8, or else a byte of Latin-1. */
static gunichar
take_character (const char **at, const char *end)
{
  gunichar c = g_utf8_get_char_validated (*at, end - *at);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      c = (guchar) * *at;
      (*at)++;
    }
  else
    *at = g_utf8_next_char (*at);
  return g_unichar_tolower (c);
}

static gboolean
is_same (const WaybillFtpWord *word, const char *name, gsize length)
{
  const char *at = word->at, *end = word->at + word->length;
  const char *other = name, *other_end = name + length;

  while (at < end && other < other_end)
    if (take_character (&at, end) != take_character (&other, other_end))
      return FALSE;
  return at == end && other == other_end;
}

static gboolean
is_among (const WaybillFtpWord *word, const char *names)
{
  while (*names != '\0')
    {
      gsize length = strcspn (names, ";");

      if (is_same (word, names, length))
        return TRUE;
      names += length + (names[length] == ';');
    }
  return FALSE;
}

static int
find_english (const char *at)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  const char name[3] = { g_ascii_tolower (at[0]), g_ascii_tolower (at[1]), g_ascii_tolower (at[2]) };

  for (int i = 0; i < 12; i++)
    if (memcmp (name, names + 3 * i, 3) == 0)
      return i + 1;
  return 0;
}

/* "11月" and "11월", as Japanese, Chinese and Korean have it, in UTF-8, Shift-JIS, EUC-JP and GBK. */
static int
find_numbered (const WaybillFtpWord *word)
{
  static const char *const endings[] = { "月", "월", "\x8c\x8e", "\xb7\xee", "\xd4\xc2" };
  gint64 month;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize length = strlen (endings[i]);
      WaybillFtpWord number = { word->at, word->length > length ? word->length - length : 0 };

      if (number.length > 0 && number.length <= 2 && memcmp (word->at + number.length, endings[i], length) == 0
          && waybill_ftp_parse_number (&number, &month) && month >= 1 && month <= 12)
        return (int) month;
    }
  return 0;
}

/* waybill_ftp_parse_month:
 *
 * 1 to 12 for the name of a month, long or short, with a dot or without; 0: it is none. */
int
waybill_ftp_parse_month (const WaybillFtpWord *word)
{
  WaybillFtpWord bare = *word;
  int month;

  if (word->length < 3 || word->length > 24)
    return 0;
  if (word->length == 3 && (month = find_english (word->at)) != 0)
    return month;
  while (bare.length > 2 && (bare.at[bare.length - 1] == '.' || bare.at[bare.length - 1] == ','))
    bare.length--;
  if (bare.length == 3 && (month = find_english (bare.at)) != 0)
    return month;
  if (g_ascii_isdigit (bare.at[0]))
    return find_numbered (&bare);
  for (int i = 0; i < 12; i++)
    if (is_among (&bare, months[i]))
      return i + 1;
  return 0;
}
