/** A disk that forgets what was not synced when the power fails. */
@NullMarked
package dev.waybill.server.powercut;

import org.jspecify.annotations.NullMarked;
