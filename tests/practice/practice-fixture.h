/* A running practice partner in a folder of its own, and clients for it. */
#pragma once

#include "cert-trust.h"
#include "line-client.h"
#include "practice-server.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  WaybillPracticeCertificates *certificates;
  WaybillCertTrust *trust;
  WaybillPracticeServer *server;
} PracticeFixture;

void        practice_fixture_set_up          (PracticeFixture *fixture,
                                              gconstpointer    data);
void        practice_fixture_set_up_implicit (PracticeFixture *fixture,
                                              gconstpointer    data);
/* One connection at a time. */
void        practice_fixture_set_up_small    (PracticeFixture *fixture,
                                              gconstpointer    data);
void        practice_fixture_tear_down       (PracticeFixture *fixture,
                                              gconstpointer    data);
/* The greeting has been read. */
LineClient *practice_fixture_call            (PracticeFixture *fixture);
void        practice_fixture_log_in          (PracticeFixture *fixture,
                                              LineClient      *client);
LineClient *practice_fixture_call_and_log_in (PracticeFixture *fixture);
/* Asserts that the last reply to a line with a data channel begins with @code. */
void        practice_fixture_expect_fetch    (LineClient      *client,
                                              const char      *line,
                                              const char      *code);
/* What came over the data channel, as text; asserts the 226. */
char       *practice_fixture_fetch_text      (LineClient      *client,
                                              const char      *line);

G_END_DECLS
