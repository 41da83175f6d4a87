/* Two threads that write one number without a lock. The thread sanitizer must report it: if it does not, base-thread's
 * annotations hide what they should show. */

#include "base-thread.h"

/* Volatile: each of the many writes is made. */
static volatile int number;

static void
write_number (gpointer data)
{
  /* Of two single writes at the very same moment the sanitizer may see one. */
  for (int i = 0; i < 10000; i++)
    number = GPOINTER_TO_INT (data);
}

int
main (void)
{
  WaybillBaseThread *one = waybill_base_thread_new ("one");
  WaybillBaseThread *other = waybill_base_thread_new ("other");

  waybill_base_thread_push (one, write_number, GINT_TO_POINTER (1));
  waybill_base_thread_push (other, write_number, GINT_TO_POINTER (2));
  /* Both have begun by now. Whatever else would wait for them would order them, and there would be no race; so would the end
   * of the one before the other begins. */
  g_usleep (100 * 1000);
  waybill_base_thread_free (one);
  waybill_base_thread_free (other);
  return number == 0;
}
