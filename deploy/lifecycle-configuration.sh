#!/bin/bash
# Installs jupyterlab-sagemaker-spaces from the newest wheel in a folder of a bucket: a lifecycle configuration of
# type JupyterLab. Whatever goes wrong, the space starts, without the extension; the log says why.

# Before all else: an app whose script fails does not start.
trap 'rm -rf "${work:-}"; exit 0' EXIT

# To be set: the folder. The Python is where SageMaker's images have JupyterLab.
wheels=s3://YOUR-BUCKET/jupyterlab-sagemaker-spaces/
python=/opt/conda/bin/python

set -u
package=jupyterlab-sagemaker-spaces
limit=55 # seconds, for each of five steps: AWS gives a script five minutes

say() { echo "$package: $*"; }

give_up() {
  say "NOT INSTALLED: the space starts without it. $*"
  exit
}

# A folder of its own: Python takes modules from the current one, too.
work=$(mktemp -d) || give_up 'No temporary folder could be made (see above).'
cd "$work" || give_up "$work could not be entered (see above)."

# From local files, and without what it depends on: the versions that AWS pins stay.
pip_install() {
  timeout "$limit" "$python" -m pip --isolated install --quiet --no-index --no-deps --find-links wheels "$@"
}

version() {
  "$python" -c "from importlib.metadata import version; print(version('$package'))" 2>/dev/null
}

say "Copying the wheel from $wheels"
timeout "$limit" aws s3 cp "$wheels" wheels --recursive --no-progress --exclude '*' --include "${package//-/_}-*.whl" ||
  give_up "$wheels could not be read (see above; exit code $?, where 124 is no answer for $limit seconds). Check the name," \
    'that the execution role may s3:ListBucket and s3:GetObject there, and that the space can reach S3.'
compgen -G 'wheels/*.whl' >/dev/null || give_up "$wheels has no ${package//-/_}-*.whl. Copy the wheel there."

# First where it can do no harm: a wheel that is broken, or does not fit the image, never gets into the environment.
unfit="The wheel in $wheels does not work with $python (see above). Build it again, and copy it there."
pip_install --no-compile --target rehearsal "$package" || give_up "$unfit"
old=$(version)
new=$(PYTHONPATH=rehearsal version)
if [ "$new" = "$old" ]; then
  say "$new is installed already: nothing to do."
  exit
fi
PYTHONPATH=rehearsal timeout "$limit" "$python" -c 'import jupyterlab_sagemaker_spaces.extension' || give_up "$unfit"

pip_install "$package==$new" || {
  say "Version $new could not be installed for $python (see above), and may be there in part: stop and run the space again."
  exit
}
say "Installed $new${old:+ in place of $old}."
# A JupyterLab that runs already finds the extension when it starts again.
timeout "$limit" restart-jupyter-server || say 'Could not restart the server: if JupyterLab runs already, restart it by hand.'
