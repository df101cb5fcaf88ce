import { playFaults } from './play-faults.ts'

// Every fault at every call that attach and detach make of AWS, with --runtime function.
playFaults('function')
