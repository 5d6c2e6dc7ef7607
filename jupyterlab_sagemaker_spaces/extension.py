"""The extension: its settings, its parts, its handlers."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from traitlets import Bool, Unicode

from .about import About, find_about
from .aws.client import SageMaker
from .aws.rate import Rate
from .clock import SystemClock
from .collaboration import Collaboration
from .events import Announcer
from .gateway.cache import ReadCache
from .gateway.handler import AwsHandler
from .handlers import HereHandler, JobsHandler, OneJobHandler, OutputsHandler
from .here import Here, MetadataUnreadable, find_here, read_metadata
from .jobs.job import Job
from .jobs.journal import Journal
from .jobs.manager import Jobs
from .leaving.handler import LeavingHandler
from .leaving.kernels import Kernels, count_only_work
from .leaving.leaving import Leaving
from .leaving.looks import Look
from .leaving.packages import look_at_packages
from .leaving.terminals import look_at_terminals
from .open import OpenHandler
from .pages.attendance import Attendance
from .pages.handler import PageHandler
from .permissions import Permissions, refusal_of
from .storage.handler import MountsHandler
from .storage.kept import Kept
from .storage.looks import Looks
from .storage.mounts import Folders, Mounts
from .storage.usage import Usage
from .storage.usage_handler import ClearHandler, UsageHandler


class SpacesExtension(ExtensionApp):
    """See, run, open, change, create and delete Amazon SageMaker Studio spaces from inside JupyterLab."""

    name = "jupyterlab_sagemaker_spaces"
    load_other_extensions = True

    domain_id = Unicode(
        "",
        help="""The SageMaker domain to work in, for a server outside SageMaker Studio. In Studio the domain
        of the server's own space is used.""",
    ).tag(config=True)
    region = Unicode(
        "",
        help="""The AWS region of the domain, for a server outside SageMaker Studio. In Studio the region of
        the server's own space is used; without either, AWS_REGION, AWS_DEFAULT_REGION, or the AWS
        configuration's.""",
    ).tag(config=True)

    read_only = Bool(
        False,
        help="""Let spaces be looked at and opened only: nothing is run, stopped, created, changed or deleted.
        Opening stays, since it changes nothing. Jobs begun before go on. This and the next two traits hold
        for this extension; what the space's execution role permits by other ways, they do not take away.""",
    ).tag(config=True)
    allow_create = Bool(True, help="Let spaces be created.").tag(config=True)
    allow_delete = Bool(
        True, help="Let spaces be deleted, with their EBS volumes and all files on them."
    ).tag(config=True)
    show_whole_domain = Bool(
        True,
        help="""Let the panel show other people's private spaces, too. Without it the panel leaves them out.
        That is a matter of display, not of secrecy: the server passes AWS's lists on as they are, and who may
        read them is decided by the space's execution role.""",
    ).tag(config=True)

    def initialize_settings(self) -> None:
        """Put the parts together. Nothing here imports botocore or calls AWS."""
        server = self._server
        assert server.event_logger is not None  # noqa: S101  # set up before its extensions
        clock = SystemClock()
        self._boot = uuid4().hex
        self._here, self._about = self._find_here()
        self._aws = SageMaker(self._here.region, Rate(clock))
        self._reads = ReadCache(self._aws.send, clock)
        self._announcer = Announcer(server.event_logger, self._boot, clock)
        data = Path(jupyter_data_dir()) / "sagemaker-spaces"
        count_only_work(server.kernel_manager)
        self._kernels = Kernels(server.kernel_manager, server.session_manager, server.kernel_spec_manager)
        self._leaving = Leaving(
            manager=server.kernel_manager,
            kernels=self._kernels,
            contents=server.contents_manager,
            collaboration=self._collaboration_app,
            clock=clock,
            log=self.log,
        )
        self._jobs = Jobs(
            aws=self._aws,
            clock=clock,
            domain_id=self._here.domain_id,
            own=self._here.space,
            journal=Journal(data / "jobs", self.log),
            log=self.log,
            changed=self._job_changed,
            heartbeat=self._announcer.heartbeat,
            leaving=self._leaving,
        )
        self._permissions = Permissions(
            self.read_only, self.allow_create, self.allow_delete, self.show_whole_domain
        )
        may_stop = refusal_of("stop", self._here, self._permissions) is None
        self._attendance = Attendance(
            self._here.space if may_stop else None,
            shared=self._here.sharing != "Private",
            jobs=self._jobs,
            leaving=self._leaving,
            is_busy=self._is_terminal_busy,
            clock=clock,
            log=self.log,
        )
        folders = Folders(
            home=os.path.abspath(os.path.expanduser("~")),
            root=os.path.abspath(server.root_dir),
            socket=os.path.dirname(server.sock) if server.sock else None,
        )
        self._mounts = Mounts(self._here, folders, Looks())
        self._usage = Usage(
            home=Path.home(), mounts=self._mounts.paths, kept=Kept(data, self.log), clock=clock, log=self.log
        )
        server.io_loop.add_callback(self._jobs.start)
        server.io_loop.add_callback(self._usage.start)

    def initialize_handlers(self) -> None:
        """Serve the resources."""
        server = self._server
        common = {"here": self._here, "permissions": self._permissions, "boot": self._boot}
        here = {**common, "about": self._about, "collaboration": Collaboration(server.extension_manager)}
        jobs = {
            **common,
            "jobs": self._jobs,
            "announcer": self._announcer,
            "leaving": self._leaving,
        }
        self.handlers.extend(
            [
                (
                    r"sagemaker-spaces/aws",
                    AwsHandler,
                    {"reads": self._reads, "domain_id": self._here.domain_id},
                ),
                (r"sagemaker-spaces/here", HereHandler, here),
                (r"sagemaker-spaces/jobs", JobsHandler, jobs),
                (r"sagemaker-spaces/jobs/([0-9a-f]+)", OneJobHandler, jobs),
                (r"sagemaker-spaces/jobs/([0-9a-f]+)/outputs", OutputsHandler, jobs),
                (r"sagemaker-spaces/leaving", LeavingHandler, {"looks": self._looks()}),
                (r"sagemaker-spaces/mounts", MountsHandler, {"mounts": self._mounts}),
                (r"sagemaker-spaces/open", OpenHandler, {"aws": self._aws, "here": self._here}),
                (
                    r"sagemaker-spaces/pages",
                    PageHandler,
                    {"attendance": self._attendance, "leaving": self._leaving, "here": self._here},
                ),
                (r"sagemaker-spaces/usage", UsageHandler, {"usage": self._usage}),
                (r"sagemaker-spaces/usage/clear", ClearHandler, {"usage": self._usage}),
            ]
        )

    async def stop_extension(self) -> None:
        """Leave the jobs to the next start, and let go of everything."""
        self._attendance.close()
        await self._leaving.close()
        await self._jobs.close()
        await self._usage.close()
        self._aws.close()

    @property
    def _server(self) -> ServerApp:
        # The types allow None before the server is linked, which is long done when anything here is called.
        assert self.serverapp is not None  # noqa: S101
        return self.serverapp

    def _looks(self) -> dict[str, Look]:
        server = self._server
        specs = server.kernel_spec_manager
        return {
            "kernels": self._kernels.look,
            "terminals": self._look_at_terminals,
            "packages": lambda: look_at_packages(os.environ, Path.home(), specs),
        }

    async def _look_at_terminals(self) -> list[dict[str, Any]]:
        return await look_at_terminals(self._server.web_app.settings.get("terminal_manager"))

    async def _is_terminal_busy(self) -> bool:
        return any(terminal["busy"] for terminal in await self._look_at_terminals())

    def _collaboration_app(self) -> Any | None:
        """jupyter-collaboration's server extension, if it is loaded."""
        server = self._server
        return next(iter(server.extension_manager.extension_apps.get("jupyter_server_ydoc", ())), None)

    def _find_here(self) -> tuple[Here, About]:
        try:
            metadata = read_metadata(os.environ)
        except MetadataUnreadable as error:
            # In which domain and whose space this is cannot be told. The trait, which is for servers outside
            # Studio, must not make it one of those: there, spaces are opened as their owners.
            self.log.warning("Not treated as a SageMaker space: %s", error)
            here = find_here(None, os.environ, region=self.region)
            return replace(here, place="unreadable"), About(trouble=str(error))
        here = find_here(metadata, os.environ, self.domain_id, self.region)
        return here, find_about(here, metadata, os.environ)

    def _job_changed(self, job: Job) -> None:
        # Before the event: whoever asks because of it must see what changed.
        self._reads.clear()
        self._announcer.changed(job)
