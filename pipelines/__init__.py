"""How it runs: definitions, partitions, jobs, schedules, sensors, resources, settings, the command line."""
