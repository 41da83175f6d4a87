/* Which clock is likely wrong when a certificate is not valid yet, or just ran out: this computer's, the server's, or neither. Pure: it
 * reads no clock and asks nobody; who knows the server's time hands it in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the server's time comes from; the later one in this list is the better one. */
typedef enum
{
  WAYBILL_CERT_CLOCK_SOURCE_NONE,
  WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY, /* its greeting tells a time, but neither zone nor, most often, date */
  WAYBILL_CERT_CLOCK_SOURCE_STATUS,      /* when the status was made that it staples: it is that late at least */
  WAYBILL_CERT_CLOCK_SOURCE_LEARNT,      /* how the clocks differed in an earlier session */
  WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE,   /* its hello in TLS 1.2 and before */
  WAYBILL_CERT_CLOCK_SOURCE_GREETING,    /* its greeting tells date, time and zone */
  WAYBILL_CERT_CLOCK_SOURCE_UPLOAD,      /* the time of a file that it had just taken */
} WaybillCertClockSource;

typedef struct
{
  WaybillCertClockSource source;
  gint64                 ahead; /* seconds that its clock is ahead of this computer's; of TIME_OF_DAY with its zone in it */
  gint64                 at;    /* Unix seconds by this computer's clock: when that was seen */
} WaybillCertClockReading;

/* Keeps the better of the two. */
void waybill_cert_clock_reading_take (WaybillCertClockReading       *self,
                                      const WaybillCertClockReading *other);

typedef enum
{
  WAYBILL_CERT_CLOCK_UNKNOWN,     /* nobody can tell from here */
  WAYBILL_CERT_CLOCK_COMPUTER,    /* the server's time fits the certificate, this computer's does not */
  WAYBILL_CERT_CLOCK_SERVER,      /* likewise, but a time server keeps this computer's */
  WAYBILL_CERT_CLOCK_CERTIFICATE, /* by neither clock is it valid */
} WaybillCertClockBlame;

/* What the difference of the two clocks looks like. */
typedef enum
{
  WAYBILL_CERT_CLOCK_PATTERN_NONE,
  WAYBILL_CERT_CLOCK_PATTERN_DAYLIGHT, /* almost exactly an hour: time zone or daylight saving */
  WAYBILL_CERT_CLOCK_PATTERN_ZONE,     /* almost exactly as far as time zones are apart */
  WAYBILL_CERT_CLOCK_PATTERN_OWN_ZONE, /* as far as this computer's zone is from UTC: they were mixed up */
  WAYBILL_CERT_CLOCK_PATTERN_DATE,     /* almost exactly whole days */
} WaybillCertClockPattern;

typedef struct
{
  gint64                  now;  /* Unix seconds, this computer's */
  gint64                  from; /* Unix seconds, the certificate's */
  gint64                  to;
  int                     zone; /* seconds that this computer's time zone is east of UTC */
  WaybillCertClockReading server;
  gboolean                is_kept; /* a time server keeps this computer's clock */
} WaybillCertClockCase;

typedef struct
{
  WaybillCertClockBlame   blame;
  WaybillCertClockPattern pattern;
  gboolean                is_early;     /* not valid yet; else it has run out */
  gint64                  apart;        /* seconds, above 0: between this computer's clock and the certificate's nearer end */
  gboolean                knows_server; /* its time is known: now + ahead */
  gint64                  ahead;        /* seconds that the server is ahead; 0 where that is not known */
  gboolean                at_least;     /* or more */
  gboolean                same_minutes; /* its zone is not known, but the minutes are this computer's */
} WaybillCertClockFinding;

/* FALSE: the certificate is valid by this computer's clock; finding is untouched. */
gboolean waybill_cert_clock_judge   (const WaybillCertClockCase    *about,
                                     WaybillCertClockFinding       *finding);
/* Whether the clock is worth a look: else the certificate simply ran out long ago. */
gboolean waybill_cert_clock_suspect (const WaybillCertClockFinding *finding);

G_END_DECLS
