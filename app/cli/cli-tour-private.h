/* Between cli-tour.c, which walks and tidies up, and cli-tour-steps.c, which knows what each step of the guide does. */
#pragma once

#include "cli-practice.h"

#include "words-guide.h"

G_BEGIN_DECLS

#define WAYBILL_CLI_TOUR_NAME "Practice partner"

typedef struct
{
  WaybillCli *person;  /* the run that was asked for: where it prints */
  WaybillCli *cli;     /* over a store of the tour's own */
  char *folder;        /* all there is of the tour on disk */
  char *before;        /* the person's own store */
  char *label;         /* of our certificate */
  char *authority;     /* label */
  WaybillCliPractice *practice;
  guint n_well;
} WaybillCliTour;

typedef struct
{
  const char *name; /* for --json */
  int (*walk) (WaybillCliTour *tour);
} WaybillCliTourStep;

extern const WaybillCliTourStep waybill_cli_tour_steps[WAYBILL_WORDS_N_GUIDE_STEPS];

/* An error of the tour's own; returns its exit code. */
int      waybill_cli_tour_fail (WaybillCliTour *tour, const GError *error, const char *subject);
/* A remark between the commands' output, for people alone. */
void     waybill_cli_tour_tell (WaybillCliTour *tour, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Removes what is on disk. */
gboolean waybill_cli_tour_tidy (WaybillCliTour *tour, GError **error);

G_END_DECLS
