@NullMarked
package dev.waybill.cli.verify;

import org.jspecify.annotations.NullMarked;
