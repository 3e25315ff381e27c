/** Commands for API keys. */
@NullMarked
package dev.waybill.cli.keys;

import org.jspecify.annotations.NullMarked;
