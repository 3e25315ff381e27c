@NullMarked
package dev.waybill.cli.client;

import org.jspecify.annotations.NullMarked;
