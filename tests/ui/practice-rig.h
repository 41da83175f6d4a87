/* A practice partner in this process, and a profile for it in folders of its own: what tests of the check and of a tab stand on. */
#pragma once

#include "rig.h"

#include "practice-server.h"
#include "ui-context.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* of the test; in it */
  char *disk;   /* the server's */
  char *own;    /* the context's */
  WaybillPracticeServer *server;
  WaybillUiContext *context;
  WaybillPartner *partner;
} PracticeRig;

/* FALSE: there is no display. */
gboolean                     practice_rig_begin             (int *argc, char ***argv);
int                          practice_rig_run               (void);
WaybillPracticeCertificates *practice_rig_get_certificates  (void);

/* The profile holds everything but the trust in the server's authority. */
void                         practice_rig_set_up            (PracticeRig *self, const char *name);
void                         practice_rig_tear_down         (PracticeRig *self);
void                         practice_rig_trust_authority   (PracticeRig *self);
void                         practice_rig_remember_password (PracticeRig *self, const char *password);
/* What an earlier session was shown, and accepted. */
void                         practice_rig_remember_leaf     (PracticeRig *self, WaybillCertCertificate *leaf);

G_END_DECLS
