"""Run notebooks: parameters, studies, execution, worker processes."""
