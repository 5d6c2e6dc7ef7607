"""The condition keys that a policy may name, and which of them the local domain gives a request.

Which keys SageMaker has, and for which operations: known (its service authorization reference). Names of keys
ignore case (known), so they are in lower case here.
"""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What a request has under a key."""

    ONE = "one value, or none"
    MANY = "any number of values"
    NEVER = "nothing: SageMaker has it for other operations only"


_ONE = (
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:SourceIdentity",
    "sagemaker:AppNetworkAccessType",
    "sagemaker:DomainId",
    "sagemaker:OwnerUserProfileArn",
    "sagemaker:RemoteAccess",
    "sagemaker:SpaceSharingType",
    "sagemaker:TaggingAction",
    "sagemaker:UserProfileName",
)
_MANY = (
    "aws:TagKeys",
    "sagemaker:ImageArns",
    "sagemaker:ImageVersionArns",
    "sagemaker:InstanceTypes",
    "sagemaker:StudioLifecycleConfigArns",
    "sagemaker:VpcSecurityGroupIds",
    "sagemaker:VpcSubnets",
)
_NEVER = (
    "sagemaker:AcceleratorTypes",
    "sagemaker:CurrentModelLifeCycleStage",
    "sagemaker:CurrentModelLifeCycleStageStatus",
    "sagemaker:CustomerMetadataPropertiesToRemove",
    "sagemaker:DirectGatedModelAccess",
    "sagemaker:DirectInternetAccess",
    "sagemaker:EnableRemoteDebug",
    "sagemaker:FeatureGroupDisableGlueTableCreation",
    "sagemaker:FeatureGroupEnableOnlineStore",
    "sagemaker:FeatureGroupOfflineStoreConfig",
    "sagemaker:FeatureGroupOfflineStoreKmsKey",
    "sagemaker:FeatureGroupOfflineStoreS3Uri",
    "sagemaker:FeatureGroupOnlineStoreKmsKey",
    "sagemaker:FileSystemAccessMode",
    "sagemaker:FileSystemDirectoryPath",
    "sagemaker:FileSystemId",
    "sagemaker:FileSystemType",
    "sagemaker:HomeEfsFileSystemKmsKey",
    "sagemaker:InterContainerTrafficEncryption",
    "sagemaker:KeepAlivePeriod",
    "sagemaker:MaxRuntimeInSeconds",
    "sagemaker:MinimumInstanceMetadataServiceVersion",
    "sagemaker:ModelApprovalStatus",
    "sagemaker:ModelArn",
    "sagemaker:ModelLifeCycle:Stage",
    "sagemaker:ModelLifeCycle:StageStatus",
    "sagemaker:NetworkIsolation",
    "sagemaker:OutputKmsKey",
    "sagemaker:PipelineVersionId",
    "sagemaker:RootAccess",
    "sagemaker:ServerlessMaxConcurrency",
    "sagemaker:ServerlessMemorySize",
    "sagemaker:TargetModel",
    "sagemaker:VolumeKmsKey",
    "sagemaker:WorkteamArn",
    "sagemaker:WorkteamType",
)
_KINDS = {
    name.lower(): kind
    for kind, names in ((Kind.ONE, _ONE), (Kind.MANY, _MANY), (Kind.NEVER, _NEVER))
    for name in names
}
#: Keys that end in the name of a tag.
_OF_TAGS = ("aws:requesttag/", "aws:resourcetag/", "sagemaker:resourcetag/")


def kind_of(key: str) -> Kind | None:
    """What a request has under the key, whatever its case; None for one that the local domain cannot give."""
    key = key.lower()
    if any(key.startswith(prefix) and key != prefix for prefix in _OF_TAGS):
        return Kind.ONE
    return _KINDS.get(key)
