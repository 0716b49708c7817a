"""The Celery application of a worker on another machine: it takes whole runs, and gives and gets through the URLs only.

`jixiao worker` starts it. Runs come to it when `JIXIAO_LAUNCHER=celery` is set where the schedules run.
"""

from dagster_celery.config import DEFAULT_CONFIG
from dagster_celery.make_app import make_app
from dagster_celery.tasks import create_execute_job_task, create_resume_job_task

from pipelines.instance import celery_addresses
from pipelines.settings import Settings

_ADDRESSES = celery_addresses(Settings())

# A run is acknowledged when it is done: a worker that is busy then takes no second one that an idle one could have.
_CONFIG = DEFAULT_CONFIG | {"task_acks_late": True}

app = make_app({**_ADDRESSES, "config_source": _CONFIG, "task_default_queue": "dagster"})
execute_job = create_execute_job_task(app)
resume_job = create_resume_job_task(app)
