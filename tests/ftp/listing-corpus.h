/* The corpus of tests/listings as a test sees it: lines of one kind and what they mean. */
#pragma once

#include "ftp-parser.h"

G_BEGIN_DECLS

typedef struct
{
  char   *line;    /* with newlines inside, where it is wrapped; bytes, no NUL */
  gboolean nothing;
  WaybillRemoteEntryType type;
  gboolean rough;
  gint64  size;
  gint64  mtime;
  char   *name;    /* (nullable) NULL: unreadable */
  char   *target;  /* (nullable) */
} ListingRow;

typedef struct
{
  char      *kind;
  char      *system;    /* (nullable) */
  gboolean   stateful;
  gboolean   told_only;
  GPtrArray *rows;      /* of ListingRow */
} ListingFile;

/* 2026-11-22 12:00 UTC: when all of the corpus was listed. */
#define LISTING_NOW G_GINT64_CONSTANT (1795348800)

GPtrArray            *listing_corpus_read (void); /* of ListingFile; (transfer full) */
/* Reads lines (NULL-terminated) as a server would send them. kind, system: (nullable). *guessed: (optional) static. */
WaybillRemoteListing *listing_parse       (const char        *kind,
                                           const char        *system,
                                           const char *const *lines,
                                           const char       **guessed);
/* Says what one entry is, to be compared. (transfer full) */
char                 *listing_dup_entry   (const WaybillRemoteEntry *entry);
char                 *listing_dup_row     (const ListingRow         *row);

G_END_DECLS
