package dev.waybill.cli;

import dev.waybill.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
