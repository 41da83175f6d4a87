/* What the listing dialects share: words, dates, and what a line was found to say. Lines are read in place and never changed; a line
 * ends with NUL, and pieces of it are words that do not. */
#pragma once

#include "remote-entry.h"

G_BEGIN_DECLS

/* Longer lines are cut and stand as unreadable. */
#define WAYBILL_FTP_PARSE_LONGEST_LINE (16 * 1024)

typedef struct
{
  const char *at;
  gsize       length;
} WaybillFtpWord;

/* What a line says. Empty words: not told. */
typedef struct
{
  WaybillRemoteEntryType type;
  gboolean       size_is_rough; /* counted in blocks or records */
  gboolean       is_doubtful;   /* read, but with a date that another order might read better */
  WaybillFtpWord name;
  WaybillFtpWord target;
  WaybillFtpWord mode;
  gint64         size;
  gint64         mtime;
} WaybillFtpFound;

typedef enum
{
  WAYBILL_FTP_READ_NO,      /* not of this dialect */
  WAYBILL_FTP_READ_ENTRY,   /* *found is filled */
  WAYBILL_FTP_READ_NOTHING, /* of this dialect, and names nothing: a heading, a total */
  WAYBILL_FTP_READ_PART,    /* the beginning of an entry that goes on in the next line */
} WaybillFtpRead;

/* In which order a date of three numbers stands. */
typedef enum
{
  WAYBILL_FTP_ORDER_MDY,
  WAYBILL_FTP_ORDER_DMY,
  WAYBILL_FTP_ORDER_YMD,
} WaybillFtpOrder;

/* One pass over a listing in one dialect. */
typedef struct
{
  gint64          now;
  gint64          utc_offset;
  int             year;         /* of now */
  WaybillFtpOrder order;        /* the row's */
  gboolean        is_told;      /* the dialect was named, not guessed */
  guint           state;        /* the dialect's own, 0 at the beginning of a listing */
  char            section[16];  /* likewise: what the lines below belong to */
  char            composed[80]; /* for a name that stands nowhere in one piece */
} WaybillFtpReader;

/* line: of length bytes (never 0), then NUL; two lines that belong together are parted by a newline. found: type OTHER, the rest unknown. */
typedef WaybillFtpRead (*WaybillFtpReadLine) (WaybillFtpReader *reader,
                                              const char       *line,
                                              gsize             length,
                                              WaybillFtpFound  *found);

typedef struct
{
  const char        *name;
  const char        *aliases; /* parted by ";" */
  const char        *systems; /* words of SYST replies, parted by ";" */
  WaybillFtpReadLine read;
  WaybillFtpOrder    order;
  gboolean           only_told; /* reads anything: never guessed */
} WaybillFtpDialect;

/* ftp-parse.c: the table */
const WaybillFtpDialect *waybill_ftp_parse_list_dialects (guint                   *n_dialects);
const WaybillFtpDialect *waybill_ftp_parse_find_dialect  (const char              *name);
gboolean                 waybill_ftp_parse_is_hinted     (const WaybillFtpDialect *dialect,
                                                          const char              *system);

/* ftp-parse-word.c */
guint          waybill_ftp_parse_split     (const char           *line,
                                            WaybillFtpWord       *words,
                                            guint                 most);
gboolean       waybill_ftp_parse_is        (const WaybillFtpWord *word,
                                            const char           *text);
gboolean       waybill_ftp_parse_is_of     (const WaybillFtpWord *word,
                                            const char           *characters);
gboolean       waybill_ftp_parse_is_one_of (const WaybillFtpWord *word,
                                            const char           *texts);
gboolean       waybill_ftp_parse_number    (const WaybillFtpWord *word,
                                            gint64               *number);
gboolean       waybill_ftp_parse_grouped   (const WaybillFtpWord *word,
                                            gint64               *number);
gboolean       waybill_ftp_parse_begins    (const char           *line,
                                            const char           *text);
WaybillFtpWord waybill_ftp_parse_behind    (const WaybillFtpWord *word,
                                            const char           *end);

/* ftp-parse-time.c */
typedef struct
{
  int  number[3];
  int  digits[3];
  int  n;
  char separator;
} WaybillFtpDate;

gint64         waybill_ftp_parse_utc       (int year, int month, int day, int hour, int minute, int second);
gint64         waybill_ftp_parse_moment    (const WaybillFtpReader *reader,
                                            int year, int month, int day, int hour, int minute, int second);
gint64         waybill_ftp_parse_near_now  (const WaybillFtpReader *reader,
                                            int month, int day, int hour, int minute, int second);
int            waybill_ftp_parse_year      (int number, int digits);
gboolean       waybill_ftp_parse_clock     (const WaybillFtpWord   *word,
                                            int                     clock[3]);
gboolean       waybill_ftp_parse_date      (const WaybillFtpWord   *word,
                                            WaybillFtpDate         *date);
/* clock: (nullable) NULL: a day without its time. */
void           waybill_ftp_parse_settle    (const WaybillFtpReader *reader,
                                            const WaybillFtpDate   *date,
                                            WaybillFtpOrder         order,
                                            const int               clock[3],
                                            WaybillFtpFound        *found);
/* "22-NOV-2026", "22-Nov-26", "NOV-22-2026". */
gboolean       waybill_ftp_parse_dashed    (const WaybillFtpWord   *word,
                                            int                     ymd[3]);

/* ftp-parse-month.c */
int            waybill_ftp_parse_month     (const WaybillFtpWord   *word);

/* ftp-parse-unix-date.c */
guint          waybill_ftp_parse_unix_date (const WaybillFtpReader *reader,
                                            const WaybillFtpWord   *words,
                                            guint                   n,
                                            gint64                 *time);

/* One reader a dialect, or two that are near: ftp-parse-NAME.c */
#define WAYBILL_FTP_READER(name) \
  WaybillFtpRead waybill_ftp_parse_##name (WaybillFtpReader *reader, const char *line, gsize length, WaybillFtpFound *found)

WAYBILL_FTP_READER (mlsd);
WAYBILL_FTP_READER (eplf);
WAYBILL_FTP_READER (unix);
WAYBILL_FTP_READER (netware);
WAYBILL_FTP_READER (enterprise);
WAYBILL_FTP_READER (dos);
WAYBILL_FTP_READER (os2);
WAYBILL_FTP_READER (supertcp);
WAYBILL_FTP_READER (vms);
WAYBILL_FTP_READER (ibmi);
WAYBILL_FTP_READER (mvs);
WAYBILL_FTP_READER (jes);
WAYBILL_FTP_READER (vm);
WAYBILL_FTP_READER (nonstop);
WAYBILL_FTP_READER (vxworks);
WAYBILL_FTP_READER (vshell);
WAYBILL_FTP_READER (vos);
WAYBILL_FTP_READER (unisys);
WAYBILL_FTP_READER (os9);
WAYBILL_FTP_READER (names);

G_END_DECLS
