/*
 * Runs a Jenkinsfile as far as ours goes, with the Groovy that Jenkins has: sections run what is in them, `sh` runs its script, and each other
 * step is told on standard output, one JSON object on a line.
 */
import groovy.json.JsonOutput

class BuildError extends Exception {
    BuildError(String message) { super(message) }
}

abstract class Pipeline extends Script {
    static final SECTIONS = ['stage', 'steps', 'script', 'always']
    List<Closure> afterwards = []
    String result = 'success'

    def methodMissing(String name, given) {
        def all = given as List
        Closure body = all.find { it instanceof Closure }
        def plain = all.findAll { !(it instanceof Closure) }
        if (name == 'pipeline') return runPipeline(body)
        if (name == 'post') return afterwards.add(body)
        if (name == 'stages') return runStages(body)
        if (name in SECTIONS) return runSection(body)
        println JsonOutput.toJson([step: name, given: plain.size() == 1 ? plain[0] : plain])
        if (name == 'error') throw new BuildError(plain[0] as String)
        if (name == 'sh') return runShell(plain[0])
    }

    def propertyMissing(String name) { name }

    def runSection(Closure body) {
        body.delegate = this
        body.resolveStrategy = Closure.DELEGATE_FIRST
        body()
    }

    def runPipeline(Closure body) {
        runSection(body)
        afterwards.each { runSection(it) }
        println JsonOutput.toJson([step: 'end', given: result])
    }

    def runStages(Closure body) {
        try {
            runSection(body)
        } catch (BuildError error) {
            result = 'failure'
        }
    }

    def runShell(Map given) {
        // As the agent does it: errors end the script.
        def process = ['sh', '-e', '-c', given.script].execute()
        process.consumeProcessOutput(System.err, System.err)
        def code = process.waitFor()
        if (given.returnStatus) return code
        if (code != 0) throw new BuildError("script returned exit code ${code}")
    }
}

def configuration = new org.codehaus.groovy.control.CompilerConfiguration()
configuration.scriptBaseClass = Pipeline.name
new GroovyShell(this.class.classLoader, new Binding(), configuration).evaluate(new File(args[0]))
